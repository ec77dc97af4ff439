import Foundation
import Glibc
import SSHDaemon
import TestSupport
import Testing
import TunnelModel

@Suite("Sessions are ended by their monitors", .enabled(if: TestUsers.areAvailable), .serialized)
struct SessionEndingTests {
    /// What the older session does when the new one comes.
    enum Condition: String, CaseIterable, Sendable {
        case alive, stopped, blackHoled, tenStreams, tenStreamsBlackHoled, tenStreamsStopped
        var hasStreams: Bool { rawValue.hasPrefix("tenStreams") }
    }

    private func stop(_ monitor: NotedMonitor, with number: Int32) {
        for child in ProcessTable().children(of: monitor.process.pid) { kill(child.identity.pid, number) }
    }

    @Test(
        "an older session gives up its listener in any condition, and nobody else's does",
        arguments: Condition.allCases,
        [LoginMode.root, .ordinaryUser])
    func takeover(condition: Condition, mode: LoginMode) async throws {
        let rig = try await SessionRig.started(mode)
        let source = try SourceServer(1 << 40)
        let listen = ["-N", "-R", "\(rig.address):20554:127.0.0.1:\(source.port)"]
        let (client, old) = try await rig.login(.device, listen)
        defer { client.close() }
        let (bystander, other) = try await rig.login(.operator)
        defer { bystander.close() }
        var streams: [ChildProcess] = []
        defer { for stream in streams { stream.close() } }
        if condition.hasStreams {
            // Bulk from the device to ten readers that never stop reading.
            for _ in 0..<10 {
                let reader = try ChildProcess(
                    "/usr/bin/socat", ["-u", "-d", "-d", "TCP:\(rig.address):20554", "OPEN:/dev/null,wronly"])
                streams.append(reader)
                try await OwnThread.run { _ = try reader.errors.waitForLine(containing: "starting data transfer") }
            }
        }
        switch condition {
        case .alive, .tenStreams: break
        case .stopped, .tenStreamsStopped: stop(old, with: SIGSTOP)
        // Its side of the connection is there and takes nothing any more.
        case .blackHoled, .tenStreamsBlackHoled: client.send(SIGSTOP)
        }
        let (next, own) = try await rig.login(.device)
        defer { next.close() }
        let key = try SessionRig.fingerprint(.device)
        let older = rig.index().monitors(of: key, olderThan: own.process)
        #expect(older.map(\.process) == [old.process])
        #expect(MonitorFinder().isLoggedIn(own) && MonitorFinder().isLoggedIn(old))
        let user = try TestUsers.shared.get().uid(rig.daemon.user(.device))
        #expect(ListenerTable.read().isListening(at: rig.address, port: 20_554, user: user))

        let report = await SessionEnder().end(older.map(\.process), sparing: [own.process])
        #expect(ListenerTable.read().ports(at: rig.address, user: user) == [])
        #expect(report.ended == 1 && report.survivors == [])
        #expect(report.duration < .seconds(1))
        // The new one takes the place at once.
        let (taker, _) = try await rig.login(.device, listen)
        defer { taker.close() }
        #expect(ListenerTable.read().isListening(at: rig.address, port: 20_554, user: user))
        #expect(next.isRunning && bystander.isRunning)
        #expect(ProcessTable().isRunning(other.process) && ProcessTable().isRunning(own.process))
        client.send(SIGCONT)
    }

    @Test("the master, and a monitor that is spared, get no signal")
    func spared() async throws {
        let rig = try await SessionRig.started()
        let (client, monitor) = try await rig.login(.device)
        defer { client.close() }
        #expect(MonitorFinder().isLoggedIn(monitor))
        let report = await SessionEnder().end([monitor.process], sparing: [monitor.process])
        #expect(report.ended == 0)
        #expect(client.isRunning && ProcessTable().children(of: monitor.process.pid).filter { !$0.isZombie }.count == 1)
        #expect(try await SSHDProbe(rig.daemon.configuration.listen[0]).fault() == nil)
    }

    @Test("a login that is in the middle of its proof ends too, and one that has just ended is no trouble")
    func unproven() async throws {
        let rig = try await SessionRig.started(waits: true)
        let client = try rig.daemon.startSSH(.device, ["-N", "127.0.0.1"])
        defer { client.close() }
        let note = try await firstNote(rig)
        let finder = MonitorFinder()
        let monitor = try #require(
            finder.monitor(ofKeysCommand: note.command, fingerprint: note.key, role: .device, at: 7))
        #expect(monitor.process.pid == note.monitor)
        #expect(!finder.isLoggedIn(monitor))
        #expect(monitor.fingerprint == (try SessionRig.fingerprint(.device)))
        let report = await SessionEnder().end([monitor.process])
        #expect(report.survivors == [])
        let status = try await OwnThread.run { try client.waitForExit() }
        #expect(status == .exited(255))
        #expect(!ProcessTable().isRunning(monitor.process))
        let again = await SessionEnder().end([monitor.process])
        #expect(again.ended == 0 && again.duration < .milliseconds(100))
    }

    @Test("a person who runs the command has no monitor, and the listener is none")
    func noMonitor() async throws {
        let key = try SessionRig.fingerprint(.device)
        let shell = try ChildProcess("/bin/sh", ["-c", "sleep 60 & echo $!; wait"], terminal: .noInput)
        defer { shell.close() }
        let line = try await OwnThread.run { try shell.output.waitForLine(containing: "") }
        let child = try #require(Int32(line))
        #expect(MonitorFinder().monitor(ofKeysCommand: child, fingerprint: key, role: .device, at: 0) == nil)
        #expect(MonitorFinder().monitor(ofKeysCommand: 999_999_999, fingerprint: key, role: .device, at: 0) == nil)
    }

    @Test("the forced command's monitor is found above it")
    func forcedCommand() async throws {
        let rig = try await SessionRig.started(command: "/bin/sh -c 'echo $$; cat; :'")
        let client = try rig.daemon.startSSH(.device, ["127.0.0.1", "hello"])
        defer { client.close() }
        let line = try await OwnThread.run { try client.output.waitForLine(containing: "") }
        let pid = try #require(Int32(line))
        let index = rig.index()
        #expect(index.count == 1)
        let found = try #require(MonitorFinder().monitor(ofForcedCommand: pid, in: index))
        #expect(found.process == index.all.first?.process)
        #expect(MonitorFinder().monitor(ofForcedCommand: getpid(), in: index) == nil)
    }

    @Test("a process that has got the number of one that is gone is never signalled")
    func reusedNumber() async throws {
        let shell = try ChildProcess("/bin/sh", ["-c", "sleep 60 & echo $!; wait"], terminal: .noInput)
        defer { shell.close() }
        _ = try await OwnThread.run { try shell.output.waitForLine(containing: "") }
        let real = try #require(ProcessTable().process(shell.pid)?.identity)
        let child = try #require(ProcessTable().children(of: shell.pid).first?.identity)
        let before = ProcessIdentity(pid: real.pid, startTime: real.startTime - 1)
        let report = await SessionEnder().end([before])
        #expect(report.ended == 0 && report.survivors == [])
        #expect(ProcessTable().isRunning(child) && shell.isRunning)
        let second = await SessionEnder().end([real])
        #expect(second.ended == 1 && second.survivors == [])
        #expect(!ProcessTable().isRunning(child))
    }

    @Test("who ignores TERM is killed after 300 ms")
    func stubborn() async throws {
        let shell = try ChildProcess(
            "/bin/sh", ["-c", "/bin/sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & wait"],
            terminal: .noInput)
        defer { shell.close() }
        _ = try await OwnThread.run { try shell.output.waitForLine(containing: "") }
        let real = try #require(ProcessTable().process(shell.pid)?.identity)
        let report = await SessionEnder().end([real])
        #expect(report.ended == 1 && report.survivors == [])
        #expect(report.duration >= .milliseconds(300) && report.duration < .milliseconds(900))
    }

    private func firstNote(_ rig: SessionRig) async throws -> (command: Int32, monitor: Int32, key: KeyFingerprint) {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if let note = rig.notes().first { return note }
            await Task.yield()
        }
        throw RigError("no note:\n\(rig.daemon.log)")
    }
}
