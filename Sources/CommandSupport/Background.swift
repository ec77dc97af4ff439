import CPosix
import Glibc

/// Going to the background (`-f`): a second process does the work from the start, and the first waits until it is ready.
///
/// A running Swift process cannot fork, as its threads would not come along. The second process begins in the first
/// one's session and process group, so it may ask on the terminal and Ctrl-C reaches it.
package struct Background: Sendable {
    private let descriptor: CInt

    /// In the first process: starts the second with the same words and waits for it. Blocks. To be called before there
    /// is anything that must not be there twice; signals that ask us to stop are passed on meanwhile.
    /// - Returns: the status to exit with: 0 when the second process is ready, else the one it ended with, 255 after a
    ///   signal.
    package static func start() throws(Disk.Failure) -> Int32 {
        var status: CInt = 0
        let code = sallyport_start_second(&status)
        guard code == 0 else { throw Disk.Failure(-code) }
        return status
    }

    /// In the second process: how it reports; nil in any other. To be asked once, before anything is opened.
    package static func inherited() -> Background? {
        let descriptor = sallyport_readiness_pipe()
        return descriptor < 0 ? nil : Background(descriptor: descriptor)
    }

    /// Leaves the terminal and its session, puts /dev/null on descriptors 0, 1 and 2, and lets the first process exit
    /// with 0. Once. With `keepsErrors` descriptor 2 stays what it is (ssh: with -v and no -E).
    /// - Returns: false when that cannot be done or nobody waits any more, since the first process was killed: the
    ///   program then has to end.
    package func ready(keepsErrors: Bool = false) -> Bool {
        guard sallyport_leave_terminal(keepsErrors ? 1 : 0) == 0 else { return false }
        return sallyport_report_readiness(descriptor, ExitStatus.success) == 0
    }

    /// Lets the first process exit with this status, 1–255, instead. Not needed by a program that exits: its own
    /// status is then taken.
    package func failed(_ status: Int32) {
        _ = sallyport_report_readiness(descriptor, status)
    }
}
