import CPosix
import Glibc

/// The listening process of a private sshd: a child of ours, or one that an earlier run has left behind.
struct SSHDProcess: ~Copyable {
    let pid: Int32
    private let handle: Descriptor
    private let isChild: Bool

    /// Takes over a child that was just started.
    init(child pid: Int32) throws(DaemonError) {
        self.pid = pid
        isChild = true
        handle = try Descriptor(sallyport_open_process(pid), "could not watch sshd, process \(pid)")
    }

    /// Finds the listener that wrote this file and was started with this configuration; nil if there is none.
    init?(leftBehind pidFile: String, configuration: String) {
        guard let text = SystemFiles.text(pidFile, limit: 64), let pid = Int32(text.prefix { $0.isNumber }), pid > 1,
            let handle = try? Descriptor(sallyport_open_process(pid), "")
        else { return nil }
        // Looked at after the pidfd is there, so that it is the same process.
        let title = ProcessTable().title(of: pid)
        guard title.contains("[listener]"), (title + " ").contains(" -f \(configuration) "),
            sallyport_has_ended(handle.raw, 0) == 0
        else { return nil }
        self.pid = pid
        self.handle = handle
        isChild = false
    }

    /// Why it has ended; nil while it runs. A child is buried with it.
    func end() -> String? {
        guard sallyport_has_ended(handle.raw, 0) != 0 else { return nil }
        var status: Int32 = 0
        guard isChild, sallyport_reap(pid, &status) == 1 else { return "it ended" }
        return status > 128 ? "signal \(status - 128) ended it" : "it ended with status \(status)"
    }

    /// Sends HUP or TERM.
    func send(_ number: Int32) { _ = sallyport_signal_process(handle.raw, number) }

    /// Ends it and waits for that, blocking, usually for a few milliseconds and never for more than 0.3 s: a listener
    /// that is asked to end has nothing to finish. Its sessions live on.
    func stop() {
        send(SIGTERM)
        if sallyport_has_ended(handle.raw, 200) != 1 {
            send(SIGKILL)
            _ = sallyport_has_ended(handle.raw, 100)
        }
        _ = end()
    }
}
