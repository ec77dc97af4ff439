package import SSHTransport
import TunnelModel

/// Whoever decides whether a host key is the right one, telling the person why not.
package protocol HostKeyVerifier: Sendable {
    /// Host key algorithms, those of known keys first.
    func ordered(_ algorithms: [String]) async -> [String]
    /// True if the key may be trusted. Must be asked anew for every connection.
    func verify(_ server: SSHServerIdentity) async -> Bool
}
