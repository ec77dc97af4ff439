/// An agent that cannot be talked to any more; each in one line.
package enum AgentFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A message of so many bytes; the limit is ``AgentFrames/largest``.
    case tooLong(Int)
    /// A message that does not hold what it promises.
    case malformed(String)
    /// A message of another kind than asked for, or one that nobody asked for.
    case unexpected(UInt8)
    /// It gave no answer in time.
    case noAnswer(seconds: Int64)
    /// It closed the connection, or that broke; the system's words.
    case closed(String)

    /// One line.
    package var description: String {
        switch self {
        case .tooLong(let count): "communication with agent failed: a message of \(count) bytes"
        case .malformed(let part): "communication with agent failed: malformed message: \(part)"
        case .unexpected(let number): "communication with agent failed: unexpected message \(number)"
        case .noAnswer(let seconds): "communication with agent failed: no answer in \(seconds) s"
        case .closed(let words): "communication with agent failed: \(words)"
        }
    }
}
