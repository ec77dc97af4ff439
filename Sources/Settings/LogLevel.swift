/// How much is said on standard error, from least to most (ssh_config(5), LogLevel).
package enum LogLevel: Int, Sendable, Hashable, CaseIterable, Comparable {
    case quiet, fatal, error, info, verbose, debug1, debug2, debug3

    /// ssh's spellings, in lower case; `DEBUG` is `DEBUG1`, `SILENT` is `QUIET`.
    static let spellings: [String: LogLevel] = [
        "quiet": .quiet, "silent": .quiet, "fatal": .fatal, "error": .error, "info": .info, "verbose": .verbose,
        "debug": .debug1,
        "debug1": .debug1, "debug2": .debug2, "debug3": .debug3,
    ]

    /// One step more, up to `debug3`.
    package var raised: LogLevel { LogLevel(rawValue: rawValue + 1) ?? .debug3 }

    /// By how much is said.
    package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
