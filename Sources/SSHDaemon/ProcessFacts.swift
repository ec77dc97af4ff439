/// What the kernel says about a process at one moment.
package struct ProcessFacts: Sendable, Hashable {
    /// Which process.
    package var identity: ProcessIdentity
    /// The process that started it, or has adopted it since.
    package var parent: Int32
    /// The program's name, 15 bytes of it at most: `sshd`, `sshd-session`.
    package var name: String
    /// Whether it has ended and only waits to be buried: it holds no descriptors any more.
    package var isZombie: Bool

    /// Reads one /proc/PID/stat; nil for anything else. The name is in brackets and may hold brackets and blanks.
    package init?(stat: String) {
        guard let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")"), open < close,
            let pid = Int32(stat[..<open].filter { $0 != " " })
        else { return nil }
        let fields = stat[stat.index(after: close)...].split(separator: " ")
        guard fields.count > 19, let parent = Int32(fields[1]), let start = UInt64(fields[19]) else { return nil }
        identity = ProcessIdentity(pid: pid, startTime: start)
        self.parent = parent
        name = String(stat[stat.index(after: open)..<close])
        isZombie = fields[0] == "Z" || fields[0] == "X"
    }

    /// Made up, for decisions without processes.
    package init(identity: ProcessIdentity, parent: Int32, name: String, isZombie: Bool = false) {
        self.identity = identity
        self.parent = parent
        self.name = name
        self.isZombie = isZombie
    }
}
