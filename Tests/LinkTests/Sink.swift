import NIOCore
import SSHTransport
import TunnelModel

/// Takes everything and forgets it.
final class Sink: SSHStreamHandler {
    /// To be called on the stream's loop.
    static func take(_ stream: SSHStream) {
        stream.setHandler(Sink())
        stream.setReading(true)
    }

    func streamReceived(_ bytes: ByteBuffer) {}
    func streamEnded() {}
    func streamWritabilityChanged(_ isWritable: Bool) {}
    func streamClosed(_ error: SSHError?) {}
}
