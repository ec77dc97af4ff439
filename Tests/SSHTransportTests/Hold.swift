import NIOCore
import SSHTransport
import TunnelModel

/// Holds a stream open and tells what closed it.
final class Hold: SSHStreamHandler {
    private let fate: EventLoopPromise<SSHError?>

    private init(_ fate: EventLoopPromise<SSHError?>) {
        self.fate = fate
    }

    static func on(_ stream: SSHStream) -> EventLoopFuture<SSHError?> {
        stream.eventLoop.flatSubmit {
            let fate = stream.eventLoop.makePromise(of: SSHError?.self)
            stream.setHandler(Hold(fate))
            stream.setReading(true)
            return fate.futureResult
        }
    }

    func streamReceived(_ bytes: ByteBuffer) {}
    func streamEnded() {}
    func streamWritabilityChanged(_ isWritable: Bool) {}
    func streamClosed(_ error: SSHError?) { fate.succeed(error) }
}
