/// The statuses that our programs exit with.
package enum ExitStatus {
    /// Everything went well.
    package static let success: Int32 = 0
    /// Any error of our own in ssh mode, as ssh has it.
    package static let sshError: Int32 = 255
    /// Subcommands: a check failed.
    package static let checkFailed: Int32 = 1
    /// Subcommands: the command line is wrong.
    package static let usage: Int32 = 2
    /// Subcommands: the device is offline.
    package static let offline: Int32 = 3
    /// Subcommands: not permitted.
    package static let denied: Int32 = 4
    /// Subcommands: try again later (EX_TEMPFAIL of sysexits.h).
    package static let tryAgain: Int32 = 75
}
