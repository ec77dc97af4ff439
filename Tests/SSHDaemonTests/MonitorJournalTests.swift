import SSHDaemon
import TestSupport
import Testing
import TunnelModel

@Suite("The journal of monitors")
struct MonitorJournalTests {
    private let folder: TemporaryFolder
    private let journal: MonitorJournal

    init() throws {
        folder = try TemporaryFolder()
        journal = MonitorJournal(path: folder.path("monitors"), boot: "boot-1")
    }

    private func monitor(_ pid: Int32, _ role: LoginRole = .device, key: UInt8 = 1) throws -> NotedMonitor {
        let text = "SHA256:" + String(repeating: key == 1 ? "A" : "B", count: 42) + "A"
        return NotedMonitor(
            process: ProcessIdentity(pid: pid, startTime: 77), fingerprint: try #require(KeyFingerprint(text: text)),
            role: role, notedAt: 1_000)
    }

    @Test("what was added or replaced is read again, the last line of a process first of all")
    func kept() throws {
        #expect(journal.monitors().isEmpty)
        try journal.add(try monitor(10))
        try journal.add(try monitor(11, .operator))
        try journal.add(try monitor(10, key: 2))
        let expected = [try monitor(10, key: 2), try monitor(11, .operator)]
        #expect(journal.monitors().sorted { $0.process.pid < $1.process.pid } == expected)
        #expect(FileFacts(at: folder.path("monitors"))?.mode == 0o600)
        try journal.replace(by: [try monitor(12)])
        try journal.add(try monitor(13))
        #expect(Set(journal.monitors().map(\.process.pid)) == [12, 13])
    }

    @Test("another boot's lines, half lines and noise count for nothing")
    func noise() throws {
        try journal.add(try monitor(10))
        #expect(MonitorJournal(path: folder.path("monitors"), boot: "boot-2").monitors().isEmpty)
        #expect(MonitorJournal(path: folder.path("monitors"), boot: "").monitors().isEmpty)
        try folder.write("boot-1 10 77 device 1000 SHA256:AA\nboot-1 1 77\n\u{0}\nboot-1 12 7", to: "monitors")
        #expect(journal.monitors().isEmpty)
        try journal.add(try monitor(14))
        #expect(journal.monitors().map(\.process.pid) == [14])
    }
}
