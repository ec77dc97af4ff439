extension SSHError {
    /// The kinds of fault.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// The server's host key is not the one that we trust.
        case hostKeyRejected
        /// The server took none of the identities that we offered.
        case authenticationRejected
        /// The server refused to open a stream: its target refused, or it is not permitted.
        case openRefused
        /// The server refused to listen for us.
        case listenRefused
        /// The server refused a request on a stream, such as running a command.
        case requestRefused
        /// The deadline passed.
        case timedOut
        /// The other side closed or reset the connection.
        case peerClosed
        /// The other side does not speak SSH.
        case notSSH
        /// The two sides have no algorithm of some kind in common.
        case algorithmMismatch
        /// The other side broke the protocol.
        case protocolFault
        /// The memory budget of the session is used up.
        case outOfMemory
        /// A private key could not be used: unreadable, encrypted, or of an unsupported type.
        case keyUnusable
        /// We gave up ourselves, because somebody asked for it.
        case cancelled
        /// The server ended the session with a message of its own (RFC 4253 section 11.1).
        case disconnected
        /// The session opens nothing more after an open that went unanswered; ask again on another session.
        case sessionRetired
        /// There is no connection to the server, and none came back in time.
        case unreachable

        /// The kind in words, for one line of text.
        var words: String {
            switch self {
            case .hostKeyRejected: "host key rejected"
            case .authenticationRejected: "permission denied"
            case .openRefused: "open refused"
            case .listenRefused: "listening refused"
            case .requestRefused: "request refused"
            case .timedOut: "timed out"
            case .peerClosed: "closed by the other side"
            case .notSSH: "the other side does not speak SSH"
            case .algorithmMismatch: "no common algorithm"
            case .protocolFault: "protocol fault"
            case .outOfMemory: "memory limit reached"
            case .keyUnusable: "private key unusable"
            case .cancelled: "cancelled"
            case .disconnected: "disconnected by the server"
            case .sessionRetired: "the session opens nothing more"
            case .unreachable: "no connection to the server"
            }
        }
    }
}
