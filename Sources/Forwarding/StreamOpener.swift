package import NIOCore
package import SSHTransport
package import TunnelModel

/// Whoever can open streams to the far side; Forwarding does not know how connections are made.
package protocol StreamOpener: Sendable {
    /// Opens a stream to `target`. May be called on any loop; the future completes on the stream's.
    /// - Returns: fails with the `SSHError` that is to be told to the person.
    func open(to target: Endpoint, from originator: Endpoint) -> EventLoopFuture<SSHStream>
}
