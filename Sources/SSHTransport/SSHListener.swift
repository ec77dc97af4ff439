public import NIOCore
import SSHEngine

/// A port on the server's side whose connections come to us (RFC 4254 section 7.1).
public struct SSHListener: Sendable {
    let id: ListenerID
    let core: NIOLoopBound<ConnectionCore>
    /// The loop on which it and its streams live.
    public let eventLoop: any EventLoop
    /// The port that the server bound.
    public let port: UInt16

    /// Asks the server to stop listening; streams that are open live on. To be called on `eventLoop`.
    public func stop() {
        core.value.stopListening(id)
    }
}
