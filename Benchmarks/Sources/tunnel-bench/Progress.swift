import Glibc

/// Lines for the person who waits, on stderr, so that stdout is the report alone.
enum Progress {
    /// Writes one line at once, and what was printed before it.
    static func note(_ line: String) {
        fflush(nil)
        let bytes = Array((line + "\n").utf8)
        _ = write(2, bytes, bytes.count)
    }
}
