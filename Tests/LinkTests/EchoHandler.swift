import NIOCore
import SSHTransport
import TunnelModel

/// The far end of a stream in a test: says something and waits until it comes back, or sends back what comes.
final class EchoHandler: SSHStreamHandler {
    private let stream: SSHStream
    private let wanted: Int?
    private let answer: EventLoopPromise<String>
    private var text = ""

    private init(_ stream: SSHStream, wanted: Int?) {
        self.stream = stream
        self.wanted = wanted
        answer = stream.eventLoop.makePromise()
    }

    /// Says `text` on a stream to an echo server and gives what came back; closes the stream then.
    static func ask(_ text: String, on stream: SSHStream) async throws -> String {
        try await stream.eventLoop.flatSubmit {
            let handler = EchoHandler(stream, wanted: text.utf8.count)
            stream.setHandler(handler)
            stream.setReading(true)
            stream.write(ByteBuffer(string: text))
            return handler.answer.futureResult
        }.get()
    }

    /// Sends back whatever comes on an accepted stream.
    @Sendable
    static func serve(_ stream: SSHStream) {
        let handler = EchoHandler(stream, wanted: nil)
        handler.answer.futureResult.whenComplete { _ in }
        stream.setHandler(handler)
        stream.setReading(true)
    }

    func streamReceived(_ bytes: ByteBuffer) {
        guard let wanted else { return stream.write(bytes) }
        text += String(buffer: bytes)
        guard text.utf8.count >= wanted else { return }
        answer.succeed(text)
        stream.reset()
    }

    func streamEnded() { stream.finish() }
    func streamWritabilityChanged(_ isWritable: Bool) {}

    func streamClosed(_ error: SSHError?) {
        answer.fail(error ?? SSHError(code: .peerClosed, operation: .read, scope: .stream, detail: "closed"))
    }
}
