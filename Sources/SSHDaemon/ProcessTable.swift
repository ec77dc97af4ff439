import CPosix

/// Reads /proc. Every call blocks for a few reads of memory.
package struct ProcessTable: Sendable {
    /// The running system's.
    package init() {}

    /// A process now, zombies included; nil once its number is free.
    package func process(_ pid: Int32) -> ProcessFacts? {
        SystemFiles.text("/proc/\(pid)/stat", limit: 4_096).flatMap { ProcessFacts(stat: $0) }
    }

    /// The user a process acts as; nil once it is gone.
    package func user(of pid: Int32) -> UInt32? { FileFacts(at: "/proc/\(pid)")?.owner }

    /// Its command line or the title that it has given itself, words apart by blanks; empty for a zombie.
    package func title(of pid: Int32) -> String {
        let text = SystemFiles.text("/proc/\(pid)/cmdline", limit: 64 << 10) ?? ""
        return text.split(separator: "\0", omittingEmptySubsequences: true).joined(separator: " ")
    }

    /// The children of a process now, zombies included.
    package func children(of pid: Int32) -> [ProcessFacts] {
        let known = SystemFiles.text("/proc/\(pid)/task/\(pid)/children", limit: 1 << 20)
        if let known {
            return known.split(separator: " ").compactMap { Int32($0) }.compactMap(process).filter { $0.parent == pid }
        }
        // A kernel without that file: all processes are asked for their parent.
        let all = SystemFiles.names(in: "/proc")?.compactMap { Int32($0) } ?? []
        return all.compactMap(process).filter { $0.parent == pid }
    }

    /// A process and those above it, itself first, without the first process of the system; 64 at most.
    package func ancestry(of pid: Int32) -> [ProcessFacts] {
        var found: [ProcessFacts] = []
        var next = pid
        while next > 1, found.count < 64, let facts = process(next) {
            found.append(facts)
            next = facts.parent
        }
        return found
    }

    /// Whether this very process still runs; a zombie does not.
    package func isRunning(_ identity: ProcessIdentity) -> Bool {
        guard let facts = process(identity.pid) else { return false }
        return facts.identity == identity && !facts.isZombie
    }
}
