public import TunnelModel

/// Who the server says it is; to be checked before anything else is sent.
public struct SSHServerIdentity: Sendable, Equatable {
    /// The key with which the server has signed the key exchange.
    public var hostKey: PublicKey
    /// Its identification line, such as "SSH-2.0-OpenSSH_9.2p1", without control characters.
    public var software: String
}
