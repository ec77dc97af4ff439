import Foundation
import Glibc
import SSHDaemon
import TestSupport
import Testing

/// As whoever runs the tests: root, or an ordinary user.
@Suite("A private sshd is kept going", .serialized)
struct PrivateSSHDTests {
    private func quick() -> WatchSettings {
        var settings = WatchSettings()
        settings.tick = .milliseconds(20)
        settings.probeInterval = .milliseconds(200)
        settings.retryInterval = .milliseconds(100)
        settings.settleTime = .milliseconds(100)
        settings.firstPause = .milliseconds(20)
        return settings
    }

    private func rig() async throws -> DaemonRig {
        let rig = try await DaemonRig.make(TestUsers.areAvailable ? .root : .ordinaryUser)
        try AuthorizedKeysFile(folder: rig.folder.path("keys")).write(
            [.enroll: [try DaemonRig.line(.enroll, "restrict,command=\"echo ready; cat\"")]], logins: rig.logins)
        return rig
    }

    private func daemon(
        _ rig: DaemonRig, _ reports: Reports, installation: SSHDInstallation? = nil
    ) -> PrivateSSHD {
        PrivateSSHD(
            installation ?? rig.installation, configuration: rig.configuration,
            configurationFile: rig.configurationFile, log: .file(rig.folder.path("log")), settings: quick(),
            folder: rig.folder.path("run-sshd")
        ) { reports.add($0) }
    }

    /// Runs a daemon for as long as `body` lasts.
    private func running(
        _ daemon: PrivateSSHD, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await daemon.run() }
            group.addTask { try await body() }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func refuses(_ rig: DaemonRig) async throws -> Bool {
        try await SSHDProbe(rig.configuration.listen[0]).fault()?.contains("Connection refused") == true
    }

    @Test("starts, lets logins in, and ends its listener but no session")
    func lifetime() async throws {
        let rig = try await rig()
        let reports = Reports()
        let session = Watched<ChildProcess?>(nil)
        try await running(daemon(rig, reports)) {
            try await reports.waitUntilAnswering()
            let client = try rig.startSSH(.enroll, ["127.0.0.1"])
            session.update { $0 = client }
            try await OwnThread.run { _ = try client.output.waitForLine(containing: "ready") }
        }
        #expect(try await refuses(rig))
        let client = try #require(session.value)
        try await OwnThread.run {
            try client.type("still here\n")
            try client.output.waitForLine(containing: "still here")
        }
        client.close()
    }

    @Test("starts again when it was killed, restores the folder that it needs, and reloads when told to")
    func recovery() async throws {
        let rig = try await rig()
        let reports = Reports()
        let daemon = daemon(rig, reports)
        try await running(daemon) {
            try await reports.waitUntilAnswering()
            let first = try #require(await daemon.listener)
            kill(first.pid, SIGKILL)
            try await reports.wait("end") {
                if case .ended(let words, _) = $0 { words.contains("signal 9") } else { false }
            }
            try await reports.waitUntilAnswering(2)
            let second = try #require(await daemon.listener)
            #expect(second != first)
            // One of its own: other tests' sshds need the real one.
            let folder = rig.folder.path("run-sshd")
            if TestUsers.areAvailable {
                rmdir(folder)
                try await reports.wait("folder") { $0 == .folderRestored(folder) }
                #expect(FileFacts(at: folder)?.mode == 0o755)
            }
            var keys = try await HostKeys.ensure(in: rig.folder.path("host"))
            try await keys.rotate()
            var configuration = rig.configuration
            configuration.hostKey = keys.current.path
            try await daemon.apply(configuration)
            try await reports.wait("reload") { $0 == .reloaded(.configurationChanged) }
            // The same process, started anew from the disk, with the other host key.
            let pinned = "[127.0.0.1]:\(rig.port) \(keys.current.publicKey)\n"
            try rig.folder.write(pinned, to: "known_hosts")
            var status: Int32 = 255
            while status != 0 { status = try await rig.ssh(.enroll, ["127.0.0.1"]).status }
            #expect(await daemon.listener == second)
            configuration.logins = .one("no such user")
            await #expect(throws: DaemonError.self) { try await daemon.apply(configuration) }
        }
    }

    @Test("reloads when its program was replaced on the disk, and sessions live on")
    func upgrade() async throws {
        let rig = try await rig()
        let reports = Reports()
        let program = rig.folder.path("sshd")
        try FileManager.default.copyItem(atPath: "/usr/sbin/sshd", toPath: program)
        let daemon = daemon(rig, reports, installation: try await .find(program))
        try await running(daemon) {
            try await reports.waitUntilAnswering()
            let client = try rig.startSSH(.enroll, ["127.0.0.1"])
            try await OwnThread.run { _ = try client.output.waitForLine(containing: "ready") }
            let before = await daemon.listener
            try FileManager.default.copyItem(atPath: "/usr/sbin/sshd", toPath: program + ".new")
            rename(program + ".new", program)
            try await reports.wait("reload") { $0 == .reloaded(.programsChanged) }
            var status: Int32 = 255
            while status != 0 { status = try await rig.ssh(.enroll, ["127.0.0.1"]).status }
            #expect(await daemon.listener == before)
            let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(before?.pid ?? 0)/exe")
            #expect(executable == program)
            try await OwnThread.run {
                try client.type("still here\n")
                try client.output.waitForLine(containing: "still here")
            }
            client.close()
        }
    }

    @Test("adopts the listener that a killed keeper has left behind")
    func adoption() async throws {
        let rig = try await rig()
        try await rig.start()
        let left = try #require(
            Int32(try String(contentsOfFile: rig.folder.path("sshd.pid"), encoding: .utf8).dropLast()))
        let reports = Reports()
        let daemon = daemon(rig, reports)
        try await running(daemon) {
            try await reports.wait("adoption") { $0 == .adopted(pid: left) }
            try await reports.wait("reload") { $0 == .reloaded(.adopted) }
            try await reports.waitUntilAnswering()
            #expect(await daemon.listener?.pid == left)
            #expect(try await rig.ssh(.enroll, ["127.0.0.1"]).status == 0)
        }
        #expect(try await refuses(rig))
        #expect(!reports.all.contains { if case .started = $0 { true } else { false } })
    }

    @Test("says why it cannot start, and starts once it can")
    func occupied() async throws {
        let rig = try await rig()
        let reports = Reports()
        let other = try ChildProcess(
            "/usr/bin/socat", ["-d", "-d", "TCP-LISTEN:\(rig.port),bind=127.0.0.1,reuseaddr,fork", "EXEC:/bin/true"])
        try await OwnThread.run { _ = try other.errors.waitForLine(containing: "listening on") }
        try await running(daemon(rig, reports)) {
            try await reports.wait(count: 2, "end") {
                if case .ended(let words, _) = $0 { words.contains("Cannot bind any address") } else { false }
            }
            other.send(SIGTERM)
            try await reports.waitUntilAnswering()
        }
    }

    @Test("refuses a configuration that sshd does not accept, with sshd's words")
    func unusable() async throws {
        let rig = try await rig()
        var configuration = rig.configuration
        configuration.hostKey = "/no/such/key"
        let daemon = PrivateSSHD(
            rig.installation, configuration: configuration, configurationFile: rig.configurationFile
        ) { _ in }
        let error = await #expect(throws: DaemonError.self) { try await daemon.run() }
        #expect(error?.summary.contains("no hostkeys available") == true)
    }
}
