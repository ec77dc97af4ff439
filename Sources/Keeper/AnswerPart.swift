import NIOCore

/// Some whole lines of an answer.
struct AnswerPart: Sendable {
    var bytes: ByteBuffer
    /// Whether the answer is complete with them.
    var isLast: Bool
}
