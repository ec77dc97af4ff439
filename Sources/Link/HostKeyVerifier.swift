package import SSHTransport
package import TunnelModel

/// Whoever decides whether a host key is the right one, telling the person why not.
package protocol HostKeyVerifier: Sendable {
    /// Host key algorithms, those of known keys first.
    func ordered(_ algorithms: [String]) async -> [String]
    /// True if the key may be trusted. Must be asked anew for every connection.
    func verify(_ server: SSHServerIdentity) async -> Bool
    /// The same for every connection of a link but its first, in the background: nobody may be asked anything.
    /// `accepted` is the key with which the link came up first: if nothing is known against it, it may be trusted again.
    func verifyAgain(_ server: SSHServerIdentity, accepted: PublicKey) async -> Bool
}
