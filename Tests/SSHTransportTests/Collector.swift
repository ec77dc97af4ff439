import NIOCore
import SSHTransport
import TunnelModel

/// Takes everything that a stream brings, and tells when it is over. Lives on the stream's loop.
final class Collector: SSHStreamHandler {
    /// What a stream brought in its life.
    struct Harvest: Sendable, Equatable {
        var bytes: [UInt8] = []
        var errorBytes: [UInt8] = []
        var hasEnded = false
        var status: Int32?
        var fate: SSHError?
    }

    private var harvest = Harvest()
    private let whole: EventLoopPromise<Harvest>

    private init(_ whole: EventLoopPromise<Harvest>) {
        self.whole = whole
    }

    /// Reads the stream to its end, after writing `bytes` and finishing.
    static func collect(from stream: SSHStream, writing bytes: [UInt8] = []) -> EventLoopFuture<Harvest> {
        stream.eventLoop.flatSubmit {
            let whole = stream.eventLoop.makePromise(of: Harvest.self)
            stream.setHandler(Collector(whole))
            stream.setReading(true)
            if !bytes.isEmpty { stream.write(ByteBuffer(bytes: bytes)) }
            stream.finish()
            return whole.futureResult
        }
    }

    func streamReceived(_ bytes: ByteBuffer) { harvest.bytes += bytes.readableBytesView }
    func streamReceivedErrorData(_ bytes: ByteBuffer) { harvest.errorBytes += bytes.readableBytesView }
    func streamEnded() { harvest.hasEnded = true }
    func streamWritabilityChanged(_ isWritable: Bool) {}
    func streamExited(status: Int32) { harvest.status = status }

    func streamClosed(_ error: SSHError?) {
        harvest.fate = error
        whole.succeed(harvest)
    }
}
