import Foundation
import Glibc
import TestSupport
import Testing

extension BastionTests {
    @Suite("The keeper may go and come back")
    struct KeeperDeathTests {
        @Test("after kill -9 sessions live, are known again, and can be ended", arguments: BastionMode.allCases)
        func killed(mode: BastionMode) async throws {
            let rig = try await BastionRig.started(mode)
            let page = try WebPage("x")
            let device = try await PlainDevice(rig, "cam-1", target: page.port)
            let connection = try await device.connect()
            #expect(try await connection.listen(to: page.port).status == 0)
            try await rig.end(with: SIGKILL)
            // sshd is there, and says no to everybody: the helper has nobody to ask.
            let refused = try await rig.ssh("device", key: device.key, ["127.0.0.1", "hello"], input: device.hello())
            #expect(refused.status == 255)
            let why = try await rig.run(["device", "list"], expecting: 69)
            #expect(why.errorOutput.contains("the keeper does not run"), "\(why.errorOutput)")
            try await rig.start()
            #expect(rig.log.contains("the sshd of an earlier keeper goes on"))
            #expect(connection.master.isRunning)
            #expect(try await rig.run(["device", "list", "--online", "--names"]).output == "cam-1\n")
            let bound = try await connection.run("bound?", input: #"{"v":1,"services":["web"]}"# + "\n")
            #expect(bound.output.contains(#""bound":["web"]"#), "\(bound.output)\(bound.errorOutput)")
            #expect(try await rig.run(["device", "kick", "cam-1"]).output == "sessions ended: 1\n")
        }

        @Test("after kill -9 connections that never spoke are known too, and end when their right does")
        func silent() async throws {
            let rig = try await BastionRig.started(.root)
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            let key = try await rig.makeKey("ann")
            try await rig.run(["operator", "add", "ann", "--key", key + ".pub"])
            try await rig.run(["grant", "add", "ann", "--device", "cam-1"])
            let silent = [("device", device.key), ("operator", key)]
            let children = try silent.map { try rig.startSSH($0, key: $1, ["-N", "-v", "127.0.0.1"]) }
            for child in children {
                _ = try await OwnThread.run { try child.errors.waitForLine(containing: "Entering interactive session") }
            }
            try await rig.end(with: SIGKILL)
            try await rig.start()
            #expect(try await rig.run(["device", "revoke", "cam-1"]).output == "sessions ended: 1\n")
            #expect(try await rig.run(["grant", "end", "1"]).output == "sessions ended: 1\n")
            for child in children {
                _ = try await OwnThread.run { try child.waitForExit(by: Deadline(within: .seconds(2))) }
            }
        }

        @Test("what was taken away by a keeper that was killed before it could end it, ends when the next one starts")
        func halfRevoked() async throws {
            let rig = try await BastionRig.started(.root)
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            let other = try await PlainDevice(rig, "cam-2", target: 80)
            let greeted = try await device.connect()
            let bystander = try await other.connect()
            let key = try await rig.makeKey("ann")
            try await rig.run(["operator", "add", "ann", "--key", key + ".pub"])
            try await rig.run(["grant", "add", "ann", "--device", "cam-1"])
            let person = try rig.startSSH("operator", key: key, ["-N", "-v", "127.0.0.1"])
            _ = try await OwnThread.run { try person.errors.waitForLine(containing: "Entering interactive session") }
            try await rig.end(with: SIGKILL)
            let script = """
                import sqlite3, sys, time
                with sqlite3.connect(sys.argv[1]) as registry:
                    registry.execute("UPDATE devices SET state = 'revoked' WHERE name = 'cam-1'")
                    registry.execute("UPDATE grants SET ended = ?", (int(time.time()),))
                """
            let changed = try RealProgram.run("/usr/bin/python3", ["-c", script, rig.state + "/registry.sqlite"])
            try #require(changed.status == 0, "\(changed.errorOutput)")
            try await rig.start()
            for child in [greeted.master, person] {
                _ = try await OwnThread.run { try child.waitForExit(by: Deadline(within: .seconds(2))) }
            }
            #expect(bystander.master.isRunning)
        }

        @Test("a state folder that others can write to is refused, and stays as it is")
        func sharedFolder() async throws {
            let folder = try TemporaryFolder()
            chmod(folder.path, 0o1777)
            let program = try InstalledProgram.path.get()
            let result = try await OwnThread.run {
                try RealProgram.run(program, ["serve", "--state", folder.path, "--users", "root,root,root,root"])
            }
            #expect(result.status == 1)
            #expect(result.errorOutput.contains("others can write to the state folder"), "\(result.errorOutput)")
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
            #expect(attributes[.posixPermissions] as? Int == 0o1777)
        }

        @Test("a stop ends the listener, not the sessions")
        func stopped() async throws {
            let rig = try await BastionRig.started(.root)
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            let connection = try await device.connect()
            try await rig.end(with: SIGTERM)
            #expect(throws: RigError.self) { _ = try TCPClient(port: rig.port) }
            #expect(connection.master.isRunning)
            #expect(!FileManager.default.fileExists(atPath: rig.socket))
            try await rig.start()
            #expect(try await rig.run(["device", "list", "--online", "--names"]).output == "cam-1\n")
        }

        @Test("a backup brings back registry and host keys, and an export what is in it")
        func restores() async throws {
            let rig = try await BastionRig.started(.root)
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            try await rig.run(["device", "add", "cam-2"])
            let file = rig.folder.path("backup.sqlite")
            let made = try await rig.run(["backup", file])
            #expect(made.output.contains("devices: 2, operators: 0"), "\(made.output)")
            let exported = try await rig.run(["export"]).output
            try await rig.run(["device", "revoke", "cam-1"])
            try await rig.run(["device", "add", "cam-3"])
            try await rig.run(["restore", file])
            try await rig.waitForLog("ready: sshd listens", count: 2)
            #expect(try await rig.run(["device", "list", "--names"]).output == "cam-1\ncam-2\n")
            #expect(try await rig.run(["export"]).output == exported)
            let hello = try await rig.ssh("device", key: device.key, ["127.0.0.1", "hello"], input: device.hello())
            #expect(hello.output.contains("accepted"), "\(hello.output)\(hello.errorOutput)")
            // Into another bastion, whose host keys then are these.
            let other = try await BastionRig.started(.root)
            let imported = try await other.run(["import", "-"], input: exported)
            #expect(imported.output == "imported: 2\n")
            #expect(try await other.run(["export"]).output == exported)
            let again = try await other.run(["import", "-"], input: exported, expecting: 64)
            #expect(again.errorOutput.contains("line 1"), "\(again.errorOutput)")
            try await other.run(["restore", file])
            try await other.waitForLog("ready: sshd listens", count: 2)
            let line = try String(contentsOfFile: rig.state + "/host-keys/ed25519-1.pub", encoding: .utf8)
                .split(separator: " ").prefix(2).joined(separator: " ")
            try other.folder.write("[127.0.0.1]:\(other.port) \(line)\n", to: "known_hosts", mode: 0o644)
            let moved = try await other.ssh("device", key: device.key, ["127.0.0.1", "hello"], input: device.hello())
            #expect(moved.output.contains("accepted"), "\(moved.output)\(moved.errorOutput)")
        }

        @Test("logins wait at systemd's socket while the keeper is away")
        func activated() async throws {
            let rig = try await BastionRig.started(.root)
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            try await rig.end(with: SIGKILL)
            // In place of systemd: it listens, and becomes the keeper when it is told to.
            let holder = try rig.holdSocket()
            _ = try await OwnThread.run { try holder.output.waitForLine(containing: "listening") }
            async let waiting = rig.ssh("device", key: device.key, ["127.0.0.1", "hello"], input: device.hello())
            try await TakeoverTests.wait { SocketHolder.hasCallers(rig.socket) }
            try holder.type("go\n")
            let answer = try await waiting
            #expect(answer.output.contains("accepted"), "\(answer.output)\(answer.errorOutput)\n\(rig.log)")
        }
    }
}
