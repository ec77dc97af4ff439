import CPosix
import TunnelModel

/// The monitors that a keeper has noted, in a file, so that the next keeper knows of sessions that never spoke with it.
///
/// One line each, added in one write and not synced: a power cut ends the sessions too. Lines of another boot, of
/// processes that are gone and lines that are not whole count for nothing.
package struct MonitorJournal: Sendable, Hashable {
    private let path: String
    private let boot: String

    /// The file at this path, as of this boot; nothing is read or made yet.
    package init(path: String, boot: String = BootIdentity.current) {
        self.path = path
        self.boot = boot
    }

    /// Adds a line; it counts for the process instead of those before it. Blocks for one write.
    /// - Throws: if the file does not take it; the line is then not there, or not whole.
    package func add(_ monitor: NotedMonitor) throws(DaemonError) {
        let bytes = line(monitor).utf8.map { CChar(bitPattern: $0) }
        let code = sallyport_append_file(path, bytes, bytes.count)
        guard code == 0 else { throw DaemonError("could not write \(path)", code: code, advice: "free the disk") }
    }

    /// Replaces all lines by these, so that the file does not grow for ever. Blocks for a write and two syncs.
    package func replace(by monitors: [NotedMonitor]) throws(DaemonError) {
        try SystemFiles.store(monitors.map(line).joined(), at: path, mode: 0o600)
    }

    /// What was noted in this boot, the last line of each process; empty if there is no file. Blocks.
    package func monitors() -> [NotedMonitor] {
        guard let text = SystemFiles.text(path, limit: 64 << 20) else { return [] }
        var found: [ProcessIdentity: NotedMonitor] = [:]
        for line in text.split(separator: "\n") {
            guard let monitor = monitor(line) else { continue }
            found[monitor.process] = monitor
        }
        return Array(found.values)
    }

    private func line(_ monitor: NotedMonitor) -> String {
        let process = monitor.process
        return "\(boot) \(process.pid) \(process.startTime) \(monitor.role.rawValue) \(monitor.notedAt) "
            + "\(monitor.fingerprint)\n"
    }

    private func monitor(_ line: Substring) -> NotedMonitor? {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, words[0] == boot, !boot.isEmpty, let pid = Int32(words[1]), pid > 1,
            let start = UInt64(words[2]), let role = LoginRole(rawValue: String(words[3])),
            let notedAt = Int(words[4]), let fingerprint = KeyFingerprint(text: String(words[5]))
        else { return nil }
        return NotedMonitor(
            process: ProcessIdentity(pid: pid, startTime: start), fingerprint: fingerprint, role: role,
            notedAt: notedAt)
    }
}
