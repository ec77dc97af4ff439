import NIOCore
import SSHTransport
import TestSupport
import TunnelModel

/// Takes a stream's bytes, keeps their digest, and sends as much as it is told to. Lives on the stream's loop.
final class Gauge: SSHStreamHandler {
    /// What came of the stream.
    struct Reading: Sendable, Equatable {
        var count: Int
        var sha256: String
        var fate: SSHError?
        /// Whether the far side had said that it was done.
        var hasEnded = false
    }

    private let stream: SSHStream
    private let over: EventLoopPromise<Reading>
    /// How many bytes came so far, for whoever waits for them.
    private let progress: Watched<Int>
    private var digest = Digest256()
    private var source = SeededBytes(seed: 7)
    private var left: Int
    private var isWritable = true
    private var hasFinished = false
    private var hasEnded = false

    private init(_ stream: SSHStream, _ over: EventLoopPromise<Reading>, _ progress: Watched<Int>, sending count: Int) {
        self.stream = stream
        self.over = over
        self.progress = progress
        left = count
    }

    /// Sends `count` bytes of seed 7, finishes, and reads to the end.
    static func run(_ stream: SSHStream, sending count: Int = 0, progress: Watched<Int> = Watched(0))
        -> EventLoopFuture<Reading>
    {
        stream.eventLoop.flatSubmit {
            let over = stream.eventLoop.makePromise(of: Reading.self)
            let gauge = Gauge(stream, over, progress, sending: count)
            stream.setHandler(gauge)
            stream.setReading(true)
            gauge.pour()
            return over.futureResult
        }
    }

    private func pour() {
        while isWritable, left > 0 {
            let bytes = source.next(min(SSHStream.fullWrite, left))
            left -= bytes.count
            stream.write(ByteBuffer(bytes: bytes))
        }
        // Bytes may have come before this is first called: only a flag of its own says whether it was done.
        guard left == 0, !hasFinished else { return }
        hasFinished = true
        stream.finish()
    }

    func streamReceived(_ bytes: ByteBuffer) {
        digest.update(Array(bytes.readableBytesView))
        progress.update { $0 += bytes.readableBytes }
    }

    func streamEnded() { hasEnded = true }

    func streamWritabilityChanged(_ isWritable: Bool) {
        self.isWritable = isWritable
        // Within this call the answer to a write would not come before the next one.
        if isWritable { stream.eventLoop.assumeIsolated().execute { self.pour() } }
    }

    func streamClosed(_ error: SSHError?) {
        over.succeed(Reading(count: digest.count, sha256: digest.hex, fate: error, hasEnded: hasEnded))
    }
}
