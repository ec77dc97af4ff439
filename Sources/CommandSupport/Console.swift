import Glibc
package import Settings

/// Standard error, as ssh writes to it: one line at a time, as much as the log level allows.
package struct Console: Sendable {
    /// The level; quiet says nothing at all.
    package let level: LogLevel

    /// Says what `level` lets through.
    package init(level: LogLevel) {
        self.level = level
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
        Self.write(prefix + line() + "\n")
    }

    /// Writes to standard error whatever the level is; for what comes before there is one.
    package static func write(_ text: String) {
        var bytes = Array(text.utf8)
        while !bytes.isEmpty {
            let count = Glibc.write(STDERR_FILENO, bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes.removeFirst(count)
        }
    }
}
