import Foundation
import Glibc
import TestSupport
import Testing

extension BastionTests {
    @Suite("Trouble is told in one line, and nothing is lost")
    struct TroubleTests {
        @Test("where sshd does not run the program, files have the keys, and a change counts at once")
        func files() async throws {
            // Others may write the program's folder, so sshd does not like it.
            let rig = try await BastionRig.started(.ordinaryUser, movesProgram: true)
            #expect(rig.log.contains("the keys go into files"))
            let page = try WebPage("x")
            let device = try await PlainDevice(rig, "cam-1", target: page.port)
            let connection = try await device.connect()
            #expect(try await connection.listen(to: page.port).status == 0)
            let newer = try await device.connect(2)
            #expect(newer.place.value.ended == 1)
            #expect(try await newer.listen(to: page.port).status == 0)
            try await rig.run(["device", "revoke", "cam-1"])
            let end = try await OwnThread.run { try newer.master.waitForExit(by: Deadline(within: .seconds(2))) }
            #expect(end == .exited(255))
            #expect(try await rig.ssh("device", key: device.key, ["127.0.0.1", "hello"]).status == 255)
        }

        @Test("a hundred logins while the keeper is away for five seconds at systemd's socket: none fails")
        func manyLogins() async throws {
            let rig = try await BastionRig.started(.root)
            let devices = try await withThrowingTaskGroup(of: PlainDevice.self) { tasks in
                for number in 0..<20 { tasks.addTask { try await PlainDevice(rig, "cam-\(number)", target: 80) } }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            try await rig.end(with: SIGKILL)
            let holder = try rig.holdSocket()
            _ = try await OwnThread.run { try holder.output.waitForLine(containing: "listening") }
            let start = ContinuousClock.now
            let ends = try await withThrowingTaskGroup(of: RealProgram?.self) { tasks in
                // Twenty at a time: more than a few is what a restart meets.
                for lane in 0..<20 {
                    tasks.addTask {
                        var last: RealProgram?
                        for _ in 0..<5 {
                            // bound? ends nobody.
                            last = try await rig.ssh(
                                "device", key: devices[lane].key, ["127.0.0.1", "bound?"],
                                input: #"{"v":1,"services":[]}"# + "\n")
                            guard last?.status == 0 else { return last }
                        }
                        return last
                    }
                }
                tasks.addTask {
                    try await Task.yield(for: .seconds(5))
                    try holder.type("go\n")
                    return nil
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(ContinuousClock.now - start >= .seconds(5))
            let failed = ends.compactMap { $0 }.filter { $0.status != 0 }
            #expect(failed.isEmpty, "\(failed.map { "\($0.status) \($0.output) \($0.errorOutput)" }.prefix(3))")
        }

        @Test("a damaged registry and a second keeper are one line each, and leave sessions alone")
        func damaged() async throws {
            let rig = try await BastionRig.started(.root)
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            let connection = try await device.connect()
            let second = try await rig.run(["serve"] + rig.logins, expecting: 1)
            #expect(second.errorOutput.hasPrefix("sallyport-bastion: another keeper serves \(rig.state)\n"))
            try await rig.end(with: SIGKILL)
            let registry = rig.state + "/registry.sqlite"
            let good = try Data(contentsOf: URL(fileURLWithPath: registry))
            for suffix in ["-wal", "-shm"] { unlink(registry + suffix) }
            try Data(repeating: 7, count: good.count).write(to: URL(fileURLWithPath: registry))
            let damaged = try await rig.run(["serve"] + rig.logins, expecting: 1)
            #expect(damaged.errorLines.filter { $0.contains("registry.sqlite") }.count == 1, "\(damaged.errorOutput)")
            #expect(connection.master.isRunning)
        }
    }
}
