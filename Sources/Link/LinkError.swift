package import TunnelModel

/// Why there is no link, by what a person or a script does next.
package indirect enum LinkError: Error, Sendable, Equatable {
    /// The name has no address; the resolver's words.
    case unresolved(host: String, words: String)
    /// No address answered; the words of the last attempt.
    case unreachable(host: String, port: UInt16, words: String)
    /// The host key was not accepted; why has been told.
    case hostKeyRejected
    /// The server takes none of our keys; the methods that it takes.
    case permissionDenied(user: String, host: String, methods: [String])
    /// Everything else that ends a session, with how far it had come.
    case session(SSHError, isLoggedIn: Bool)
    /// The way ended at this jump host: why there is no connection to it, or what ended that.
    case jump(host: String, port: UInt16, LinkError)

    /// The error at the server where it happened, whichever that is on the way.
    package var root: LinkError {
        if case .jump(_, _, let error) = self { error.root } else { self }
    }
}
