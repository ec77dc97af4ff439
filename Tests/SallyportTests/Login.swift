import TestSupport

/// A program that was started to log in, and whether it did.
struct Login: Sendable {
    /// The program, ended when the last reference goes.
    let process: ChildProcess
    /// Whether it was logged in and had its forwards; else it has ended.
    let succeeded: Bool

    /// Starts `program` with `-v` and these words, and blocks until it is ready or has ended.
    init(_ program: Program, _ words: [String]) throws {
        process = try ChildProcess(program.path, ["-v"] + words)
        let ready = try? process.errors.waitForLine(containing: Tunnel.readyLine)
        succeeded = ready != nil
        guard ready == nil else { return }
        _ = try process.errors.waitForEnd()
        _ = try process.waitForExit()
    }
}
