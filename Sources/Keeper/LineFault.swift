import Enrollment

/// Why the keeper stops listening to a client.
package enum LineFault: Error, Sendable, Equatable {
    /// A line is longer than the limit, in bytes.
    case tooLong(limit: Int)
    /// No whole line came in time.
    case tooSlow
    /// The keeper itself did not answer in time.
    case noAnswer
    /// This user has nothing to ask here.
    case stranger(uid: UInt32)
}

extension LineFault: CustomStringConvertible {
    /// One line for the client's user.
    package var description: String {
        switch self {
        case .tooLong(let limit): "the request is longer than \(limit) bytes"
        case .tooSlow: "the request did not come in time"
        case .noAnswer: "the keeper is too busy: try again"
        case .stranger(let uid): "user id \(uid) may not use the keeper's socket"
        }
    }
}

extension LineFault {
    /// The protocol's word for it.
    var code: RefusalCode {
        switch self {
        case .tooLong: .tooLarge
        case .tooSlow: .badRequest
        case .noAnswer: .busy
        case .stranger: .notAllowed
        }
    }
}
