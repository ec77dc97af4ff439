package import TunnelModel

/// Tells which sshd monitor a program that talks to us was started by.
package struct MonitorFinder: Sendable {
    private let table = ProcessTable()

    /// Looks at /proc.
    package init() {}

    /// The names that OpenSSH gives the process that serves a connection; from 9.8 on the second.
    private static let names: Set<String> = ["sshd", "sshd-session"]

    /// The monitor that runs the AuthorizedKeysCommand `pid`: its parent, if that is sshd and not the listener. nil if
    /// not, as when a person runs the command. `now` is in seconds since 1970. Blocks for a few reads.
    package func monitor(
        ofKeysCommand pid: Int32, fingerprint: KeyFingerprint, role: LoginRole, at now: Int
    ) -> NotedMonitor? {
        guard let command = table.process(pid), let parent = table.process(command.parent),
            Self.names.contains(parent.name), !isListener(parent.identity.pid)
        else { return nil }
        return NotedMonitor(process: parent.identity, fingerprint: fingerprint, role: role, notedAt: now)
    }

    /// The monitor among those in an index that the forced command `pid` runs under, however deep; nil if none is.
    package func monitor(ofForcedCommand pid: Int32, in index: SessionIndex) -> NotedMonitor? {
        for facts in table.ancestry(of: pid) {
            if let monitor = index[facts.identity] { return monitor }
        }
        return nil
    }

    /// Whether this very process still runs and is one of sshd's, not its listener. Blocks for a few reads.
    package func isServing(_ process: ProcessIdentity) -> Bool {
        guard let facts = table.process(process.pid), facts.identity == process, !facts.isZombie else { return false }
        return Self.names.contains(facts.name) && !isListener(process.pid)
    }

    /// Whether a monitor's connection has proven its key: the process that serves it is there, and not only the one that
    /// speaks for it before (`[net]`, `[accepted]`; sshd-auth from 9.9 on) or our own command. Blocks for a few reads.
    package func isLoggedIn(_ monitor: NotedMonitor) -> Bool {
        guard table.isRunning(monitor.process) else { return false }
        return table.children(of: monitor.process.pid).contains { child in
            guard !child.isZombie, Self.names.contains(child.name) else { return false }
            let title = table.title(of: child.identity.pid)
            return !title.hasSuffix("[net]") && !title.hasSuffix("[accepted]")
        }
    }

    /// Whether a process is the one that accepts connections, by the title that it gives itself.
    func isListener(_ pid: Int32) -> Bool { table.title(of: pid).contains("[listener]") }
}
