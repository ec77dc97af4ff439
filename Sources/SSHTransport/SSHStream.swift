public import NIOCore
import SSHEngine

/// One stream of a connection: an id and the way to its owner, cheap to copy.
///
/// Every method must be called on the connection's event loop, `eventLoop`; elsewhere they stop the program. After
/// `streamClosed` they do nothing.
public struct SSHStream: Sendable {
    let id: StreamID
    let core: NIOLoopBound<ConnectionCore>
    /// The loop on which this stream lives.
    public let eventLoop: any EventLoop

    /// Bytes that fill two SSH packets, the best size of a large `write`: libssh2 puts 32,700 into one.
    public static let fullWrite = 2 * 32_700

    /// Sets who takes the events. Nothing is handed over before `setReading(true)`.
    public func setHandler(_ handler: any SSHStreamHandler) {
        core.value.setHandler(handler, for: id)
    }

    /// Whether bytes may be handed over. While false, up to the receive window waits and then the far side stops.
    public func setReading(_ reading: Bool) {
        core.value.run(.setReading(id, reading))
    }

    /// Sends bytes; what the far side's window does not take waits. Pause at `streamWritabilityChanged(false)`.
    public func write(_ bytes: ByteBuffer) {
        core.value.run(.write(id, bytes))
    }

    /// Says that no more will be written (SSH_MSG_CHANNEL_EOF), after what waits. Reading goes on.
    public func finish() {
        core.value.run(.finish(id))
    }

    /// Closes once everything that was written has left; what the far side still sends is dropped, and the handler
    /// hears nothing more.
    public func closeAfterWriting() {
        core.value.closeAfterWriting(id)
    }

    /// Closes at once and drops what waits in both directions; the handler hears nothing more.
    public func reset() {
        core.value.reset(id)
    }
}
