import Glibc
import NIOCore

/// The system's words for an error.
enum ErrorWords {
    /// The words for `code`, a positive errno value.
    static func text(_ code: CInt) -> String {
        guard let words = strerror(code) else { return "error \(code)" }
        return String(cString: words)
    }

    /// The words for whatever NIO or the codec threw.
    static func text(_ error: any Error) -> String {
        (error as? IOError).map { text($0.errnoCode) } ?? "\(error)"
    }
}
