import Enrollment
import KeeperProtocol
import NIOCore
import StrictJSON

/// The lines of one answer on their way: they go out in parts, so that a long list is never whole in memory.
struct AnswerLines {
    private static let partByteCount = 256 << 10

    private var buffer = ByteBuffer()
    private var count = 0
    private let send: @Sendable (ByteBuffer) async throws -> Void

    init(_ send: @escaping @Sendable (ByteBuffer) async throws -> Void) {
        self.send = send
    }

    /// Adds items of a question's answer.
    mutating func add<Question: KeeperQuestion>(
        _ items: some Sequence<Question.Item>, to question: Question
    ) async throws {
        for item in items {
            buffer.writeBytes(try Question.Reply.item(item).line())
            count += 1
            guard buffer.readableBytes >= Self.partByteCount else { continue }
            try await send(buffer)
            buffer.clear()
        }
    }

    /// The rest of an answer that was nothing but items.
    mutating func end<Question: KeeperQuestion>(_ question: Question) throws -> ByteBuffer
    where Question.End == ItemCount {
        try end(question, ItemCount(count: count))
    }

    /// The rest of an answer, with its end.
    mutating func end<Question: KeeperQuestion>(_ question: Question, _ end: Question.End) throws -> ByteBuffer {
        buffer.writeBytes(try Question.Reply.ok(end).line())
        return buffer
    }

    /// A refusal as a line of its own.
    static func refused(_ refusal: Refusal) -> ByteBuffer {
        // A refusal is short and plain: it can always be written.
        let line = (try? Answer<Done>.refused(refusal).line()) ?? Array("\n".utf8)
        return ByteBuffer(bytes: line)
    }
}
