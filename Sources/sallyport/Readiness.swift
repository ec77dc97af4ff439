import CommandSupport

/// How a run in the background says that it is up.
struct Readiness: Sendable {
    let background: Background
    /// Whether standard error stays what it is, as ssh has it with -v and no -E.
    let keepsErrors: Bool

    /// Leaves the terminal, and the process that waits for it exits with 0.
    /// - Throws: `TunnelOver` if nobody waits any more.
    func report() throws {
        guard background.ready(keepsErrors: keepsErrors) else { throw TunnelOver(status: ExitStatus.sshError) }
    }
}
