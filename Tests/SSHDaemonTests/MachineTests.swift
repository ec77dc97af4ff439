import Glibc
import TestSupport
import Testing
import TunnelModel

@testable import SSHDaemon

@Suite("Decisions without processes")
struct MachineTests {
    private let start = ContinuousClock.now
    private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }
    private func process(_ pid: Int32) -> ProcessIdentity { ProcessIdentity(pid: pid, startTime: 1) }

    @Test("TERM and CONT every 20 ms, KILL from 300 ms on, done when nobody is left")
    func ladder() {
        var machine = EndingMachine(monitors: [process(1)], sparing: [], at: start)
        let scene = EndingScene(running: [process(1), process(2)], children: [process(1): [process(2)]])
        var sent: [Int: [Int32]] = [:]
        for time in stride(from: 0, through: 400, by: 5) {
            let signals = machine.look(at: scene, now: at(time))
            #expect(signals.allSatisfy { $0.process == process(2) })
            if !signals.isEmpty { sent[time] = signals.map(\.number) }
        }
        #expect(sent.keys.sorted() == Array(stride(from: 0, through: 400, by: 20)))
        #expect(sent.allSatisfy { $0.value == ($0.key < 300 ? [SIGTERM, SIGCONT] : [SIGKILL]) })
        #expect(!machine.isDone)
        _ = machine.look(at: EndingScene(), now: at(405))
        #expect(machine.isDone && machine.goneAt == at(405))
    }

    @Test("a monitor without a session is nudged, and killed after a second; one that has lost its session is done")
    func monitors() {
        var machine = EndingMachine(monitors: [process(1)], sparing: [], at: start)
        let alone = EndingScene(running: [process(1)], children: [process(1): []])
        #expect(machine.look(at: alone, now: at(0)).map(\.number) == [SIGCONT])
        #expect(machine.look(at: alone, now: at(10)) == [])
        #expect(machine.look(at: alone, now: at(1_000)).map(\.number) == [SIGKILL])
        #expect(!machine.isDone)
        var second = EndingMachine(monitors: [process(1)], sparing: [], at: start)
        let scene = EndingScene(running: [process(1), process(2)], children: [process(1): [process(2)]])
        _ = second.look(at: scene, now: at(0))
        _ = second.look(at: alone, now: at(4))
        #expect(!second.isDone && second.goneAt == at(4))
        _ = second.look(at: alone, now: at(24))
        #expect(second.isDone)
    }

    @Test("a session that comes up late in a login ends too")
    func late() {
        var machine = EndingMachine(monitors: [process(1)], sparing: [], at: start)
        let alone = EndingScene(running: [process(1)], children: [process(1): []])
        _ = machine.look(at: alone, now: at(0))
        let scene = EndingScene(running: [process(1), process(2)], children: [process(1): [process(2)]])
        #expect(machine.look(at: scene, now: at(10)).contains { $0.process == process(2) && $0.number == SIGTERM })
    }

    @Test("who is spared gets nothing, monitor or session, and does not hold up the rest")
    func sparing() {
        var machine = EndingMachine(monitors: [process(1), process(3)], sparing: [process(1), process(4)], at: start)
        let scene = EndingScene(
            running: [process(1), process(2), process(3), process(4)],
            children: [process(1): [process(2)], process(3): [process(4)]])
        for time in stride(from: 0, through: 900, by: 20) {
            #expect(
                machine.look(at: scene, now: at(time)).allSatisfy { $0.process == process(3) && $0.number == SIGCONT })
        }
        var none = EndingMachine(monitors: [], sparing: [], at: start)
        #expect(none.look(at: EndingScene(), now: start) == [] && none.isDone)
    }

    @Test("an ending gives up after 5 s")
    func givesUp() {
        var machine = EndingMachine(monitors: [process(1)], sparing: [], at: start)
        let scene = EndingScene(running: [process(1), process(2)], children: [process(1): [process(2)]])
        _ = machine.look(at: scene, now: at(0))
        _ = machine.look(at: scene, now: at(5_000))
        #expect(machine.isDone)
    }

    private func sight(_ isRunning: Bool, _ inode: UInt64 = 1, folder: Bool = true) -> SSHDWatch.Sight {
        SSHDWatch.Sight(
            isRunning: isRunning, programs: ["/usr/sbin/sshd": FileIdentity(inode: inode)], hasFolder: folder)
    }

    @Test("pauses before a start double up to 30 s, and begin anew after a minute in one piece")
    func pauses() {
        var watch = SSHDWatch(WatchSettings(), at: start)
        var now = start
        var pauses: [Duration] = []
        for _ in 0..<10 {
            #expect(watch.look(at: sight(false), now: now) == [.start])
            watch.started(sight(true).programs, at: now)
            guard case .tell(.ended(_, let pause))? = watch.look(at: sight(false), now: now).first else {
                Issue.record("no end")
                return
            }
            pauses.append(pause)
            #expect(watch.look(at: sight(false), now: now + pause - .milliseconds(1)) == [])
            now += pause
        }
        #expect(pauses.prefix(3) == [.milliseconds(200), .milliseconds(400), .milliseconds(800)])
        #expect(pauses.last == .seconds(30))
        watch.started(sight(true).programs, at: now)
        #expect(
            watch.look(at: sight(false), now: now + .seconds(61))
                == [.tell(.ended(words: "it ended", pause: .milliseconds(200)))])
        #expect(watch.failedToStart("no", at: now) == [.tell(.ended(words: "no", pause: .milliseconds(400)))])
    }

    @Test("HUP once its programs have stayed the same for a while, and once only")
    func programs() {
        var watch = SSHDWatch(WatchSettings(), at: start)
        watch.started(sight(true).programs, at: start)
        func reloads(_ inode: UInt64, _ time: Int) -> Bool {
            watch.look(at: sight(true, inode), now: at(time)).contains(.hangUp(.programsChanged))
        }
        #expect(!reloads(1, 10_000) && !reloads(2, 10_250) && !reloads(3, 12_100) && !reloads(3, 14_000))
        #expect(reloads(3, 14_200))
        #expect(!reloads(3, 14_400) && !reloads(3, 30_000))
    }

    @Test("a changed configuration waits until sshd answers; an adopted one is told to reload at once")
    func configuration() {
        var watch = SSHDWatch(WatchSettings(), at: start)
        watch.started(sight(true).programs, at: start)
        watch.changedConfiguration()
        #expect(watch.look(at: sight(true), now: at(250)) == [.probe])
        #expect(watch.probed(nil, at: at(260)) == [.tell(.answering)])
        #expect(watch.look(at: sight(true), now: at(500)) == [.hangUp(.configurationChanged)])
        var second = SSHDWatch(WatchSettings(), at: start)
        second.adopted(at: start)
        #expect(second.look(at: sight(true), now: at(1)) == [.hangUp(.adopted)])
    }

    @Test("silence is told, every second one gets a HUP, every sixth a new start")
    func silence() {
        var watch = SSHDWatch(WatchSettings(), at: start)
        watch.started(sight(true).programs, at: start)
        let rounds = (1...6).map { watch.probed("reset", at: at($0 * 1_000)).last }
        let hup = SSHDWatch.Action.hangUp(.silent)
        let told = SSHDWatch.Action.tell(.silent(words: "reset"))
        #expect(rounds == [told, hup, told, hup, told, .restart])
        #expect(watch.probed(nil, at: at(7_000)) == [.tell(.answering)])
        #expect(watch.probed(nil, at: at(37_000)) == [])
        #expect(watch.look(at: sight(true, folder: false), now: at(37_001)) == [.restoreFolder])
    }

    @Test("the last key that a monitor asked for is its key, and age goes by the process")
    func index() throws {
        let keys = try (0..<2).map { digit in
            try #require(KeyFingerprint(text: "SHA256:" + String(repeating: "\(digit)", count: 42) + "0"))
        }
        func monitor(_ pid: Int32, _ key: Int, start: UInt64, at time: Int = 0) -> NotedMonitor {
            NotedMonitor(
                process: ProcessIdentity(pid: pid, startTime: start), fingerprint: keys[key], role: .device,
                notedAt: time)
        }
        var index = SessionIndex()
        index.note(monitor(7, 0, start: 30, at: 5))
        index.note(monitor(7, 1, start: 30, at: 6))
        index.note(monitor(8, 1, start: 20))
        index.note(monitor(9, 1, start: 40))
        #expect(index.monitors(of: keys[0]) == [] && index.count == 3)
        #expect(index.monitors(of: keys[1]).map(\.process.pid) == [8, 7, 9])
        #expect(index.monitors(of: keys[1])[1].notedAt == 5)
        let seven = ProcessIdentity(pid: 7, startTime: 30)
        #expect(index.monitors(of: keys[1], olderThan: seven).map(\.process.pid) == [8])
        #expect(index.monitors(of: keys[1], olderThan: ProcessIdentity(pid: 7, startTime: 31)) == [])
        #expect(index.surplus(of: keys[1], beyond: 2).map(\.process.pid) == [8])
        #expect(
            index.surplus(of: keys[1], beyond: 1, sparing: ProcessIdentity(pid: 8, startTime: 20)).map(\.process.pid)
                == [7, 9])
        #expect(index.prune { $0.pid != 8 }.map(\.process.pid) == [8])
        index.remove(seven)
        #expect(index.all.map(\.process.pid) == [9])
    }

    @Test("a process's line is read whatever its name is")
    func processLine() {
        let tail = " S 41 5 5 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 98765 1 2"
        let facts = ProcessFacts(stat: "42 (a) b (c)\(tail)")
        #expect(
            facts == ProcessFacts(identity: ProcessIdentity(pid: 42, startTime: 98_765), parent: 41, name: "a) b (c"))
        #expect(ProcessFacts(stat: "42 (sshd) Z" + tail.dropFirst(2))?.isZombie == true)
        #expect(
            ProcessFacts(stat: "") == nil && ProcessFacts(stat: "1 (x) S 1") == nil
                && ProcessFacts(stat: ") 1 (") == nil)
    }

    @Test("listeners are told by address, port and user, and squatters by both families' wildcards")
    func listeners() {
        let head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        let tcp =
            head + """
                   0: 2A00407F:504A 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 1 1 0 100 0 0 10 0
                   1: 2A00407F:504B 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1002        0 1 1 0 100 0 0 10 0
                   2: 2A00407F:504C 2A00407F:9999 01 00000000:00000000 00:00000000 00000000  1001        0 1 1 0 100 0 0 10 0
                   3: rubbish
                """
        let tcp6 =
            head
            + "   0: 00000000000000000000000000000000:504A 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1003        0 1 1 0 100 0 0 10 0\n"
            + "   1: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0\n"
        let table = ListenerTable(tcp: tcp, tcp6: tcp6)
        #expect(table.listeners.count == 4)
        #expect(table.isListening(at: "127.64.0.42", port: 20_554, user: 1_001))
        #expect(!table.isListening(at: "127.64.0.42", port: 20_555, user: 1_001))
        #expect(!table.isListening(at: "127.64.0.42", port: 20_556, user: 1_001))
        #expect(table.ports(at: "127.64.0.42", user: 1_001) == [20_554])
        #expect(
            table.squatters(at: "127.64.0.42", ports: [20_554, 20_555], user: 1_001).map(\.user) == [1_002, 1_003])
        #expect(table.listeners.last?.address == "0:0:0:0:0:0:0:1")
        #expect(ListenerTable(tcp: "").listeners == [])
    }

    @Test("a bastion's thousands of listeners are read up to the first connection")
    func manyListeners() throws {
        let folder = try TemporaryFolder()
        var text = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        for number in 0..<20_000 {
            let start = String(repeating: " ", count: max(0, 4 - "\(number)".count)) + "\(number): "
            let state = number < 12_000 ? "0A" : "01"
            let port = String(UInt16(number), radix: 16, uppercase: true)
            text += start + "2A00407F:\(String(repeating: "0", count: 4 - port.count))\(port) 00000000:0000 \(state) "
            text += "00000000:00000000 00:00000000 00000000  1001        0 1 1 0 100 0 0 10 0\n"
        }
        let file = try folder.write(text, to: "tcp")
        let table = ListenerTable(tcp: SystemFiles.listeners(file))
        #expect(table.listeners.count == 12_000)
        #expect(table.isListening(at: "127.64.0.42", port: 11_999, user: 1_001))
        #expect(SystemFiles.listeners(folder.path("none")).isEmpty)
    }

    @Test("all listeners of this machine are read, and no connection")
    func realListeners() throws {
        for path in ["/proc/net/tcp", "/proc/net/tcp6"] {
            let read = ListenerTable(tcp: SystemFiles.listeners(path)).listeners
            let whole = ListenerTable(tcp: SystemFiles.text(path) ?? "").listeners
            // Others come and go meanwhile.
            #expect(read.count >= whole.count - 20 && read.count <= whole.count + 20)
            #expect(SystemFiles.listeners(path).split(separator: "\n").dropFirst().allSatisfy { $0.contains(" 0A ") })
        }
    }
}
