import Glibc
package import Settings

/// Standard error, or the log file of `-E`, as ssh writes to it: one line at a time, as much as the log level allows.
package struct Console: Sendable {
    /// The level; quiet says nothing at all.
    package let level: LogLevel
    private let descriptor: CInt

    /// Says what `level` lets through, to `file`; nil: standard error.
    package init(level: LogLevel, file: LogFile? = nil) {
        self.level = level
        descriptor = file?.descriptor ?? STDERR_FILENO
    }

    /// Says a line if `level` lets it through; lines of the debug levels begin with `debug1: ` and so on.
    package func say(_ line: @autoclosure () -> String, at level: LogLevel) {
        guard level <= self.level else { return }
        let prefix =
            switch level {
            case .debug1: "debug1: "
            case .debug2: "debug2: "
            case .debug3: "debug3: "
            case .quiet, .fatal, .error, .info, .verbose: ""
            }
        Self.write(prefix + line() + "\n", to: descriptor)
    }

    /// Writes whatever the level is, to `file` or standard error; for what comes before there is a level.
    package static func write(_ text: String, to file: LogFile? = nil) {
        write(text, to: file?.descriptor ?? STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: CInt) {
        var bytes = Array(text.utf8)
        while !bytes.isEmpty {
            let count = Glibc.write(descriptor, bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes.removeFirst(count)
        }
    }
}
