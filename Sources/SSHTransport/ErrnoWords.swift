import Glibc

/// The C library's sentence for an error number, such as "Connection refused".
package enum ErrnoWords {
    /// The words for `code`, a positive errno value.
    package static func text(_ code: CInt) -> String {
        guard let words = strerror(code) else { return "error \(code)" }
        return String(cString: words)
    }
}
