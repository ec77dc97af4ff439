extension SSHError {
    /// What was being done when the fault came.
    public enum Operation: Sendable, Hashable, CaseIterable {
        /// Making the TCP connection, or the stream of a jump host.
        case connect
        /// Exchanging version banners.
        case exchangeBanners
        /// Key exchange, the first or a later one.
        case exchangeKeys
        /// Judging the server's host key.
        case verifyHostKey
        /// Proving who we are.
        case authenticate
        /// Opening a stream.
        case open
        /// Starting a remote command.
        case exec
        /// Asking the server to listen.
        case listen
        /// Asking whether the server is alive.
        case ping
        /// Reading from a stream.
        case read
        /// Writing to a stream.
        case write
        /// Closing a stream or the session.
        case close

        /// The operation in words, for one line of text.
        var words: String {
            switch self {
            case .connect: "connecting"
            case .exchangeBanners: "exchanging banners"
            case .exchangeKeys: "exchanging keys"
            case .verifyHostKey: "verifying the host key"
            case .authenticate: "authenticating"
            case .open: "opening a stream"
            case .exec: "starting a command"
            case .listen: "asking for a listener"
            case .ping: "checking the link"
            case .read: "reading"
            case .write: "writing"
            case .close: "closing"
            }
        }
    }
}
