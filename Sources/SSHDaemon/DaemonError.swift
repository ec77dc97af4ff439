import Glibc
import TunnelModel

/// What went wrong with sshd, its files or its processes, in one line, and what to do.
package struct DaemonError: Diagnosable, Sendable, Equatable {
    /// What and where.
    package let summary: String
    /// What to do next.
    package let advice: String?
    /// 1: the command failed.
    package var exitStatus: Int32 { 1 }

    /// Both lines as they are; no control characters are expected in them.
    package init(_ summary: String, advice: String? = nil) {
        self.summary = summary
        self.advice = advice
    }

    /// A system call that failed: what was tried, and the system's words for `code`, an errno value of either sign.
    init(_ attempt: String, code: Int32, advice: String? = nil) {
        self.init("\(attempt): \(Self.words(code))", advice: advice)
    }

    /// The C library's sentence for an errno value of either sign.
    static func words(_ code: Int32) -> String {
        strerror(abs(code)).map { String(cString: $0) } ?? "error \(code)"
    }
}
