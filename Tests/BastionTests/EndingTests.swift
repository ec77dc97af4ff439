import Foundation
import Glibc
import TestSupport
import Testing

extension BastionTests {
    @Suite("What is taken away ends within two seconds")
    struct EndingTests {
        @Test("kick and revoke end a device's sessions, hello said or not", arguments: ["kick", "revoke"])
        func device(verb: String) async throws {
            let rig = try await BastionRig.started(.root)
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            let greeted = try await device.connect()
            let silent = try rig.startSSH("device", key: device.key, ["-N", "-v", "127.0.0.1"])
            _ = try await OwnThread.run { try silent.errors.waitForLine(containing: "Entering interactive session") }
            let ended = try await rig.run(["device", verb, "cam-1"])
            #expect(ended.output == "sessions ended: 2\n")
            for child in [greeted.master, silent] {
                _ = try await OwnThread.run { try child.waitForExit(by: Deadline(within: .seconds(2))) }
            }
            let again = try await rig.ssh("device", key: device.key, ["127.0.0.1", "hello"], input: device.hello())
            #expect(again.status == (verb == "kick" ? 0 : 255))
        }

        @Test("a grant's end, by hand and by time, ends the sessions of those who lose it and of nobody else")
        func grants() async throws {
            let rig = try await BastionRig.started(.root)
            let page = try WebPage("x")
            let device = try await PlainDevice(rig, "cam-1", target: page.port)
            let connection = try await device.connect()
            #expect(try await connection.listen(to: page.port).status == 0)
            var sessions: [String: ChildProcess] = [:]
            for name in ["ann", "bob", "eve"] {
                let key = try await rig.makeKey(name)
                try await rig.run(["operator", "add", name, "--key", key + ".pub"])
                let end = name == "bob" ? ["--until", "4s"] : []
                try await rig.run(["grant", "add", name, "--device", "cam-1"] + end)
                let child = try rig.startSSH("operator", key: key, ["-N", "-v", "127.0.0.1"])
                _ = try await OwnThread.run { try child.errors.waitForLine(containing: "Entering interactive session") }
                sessions[name] = child
            }
            guard let ann = sessions["ann"], let bob = sessions["bob"], let eve = sessions["eve"] else { return }
            #expect(try await rig.run(["grant", "end", "1"]).output == "sessions ended: 1\n")
            _ = try await OwnThread.run { try ann.waitForExit(by: Deadline(within: .seconds(2))) }
            _ = try await OwnThread.run { try bob.waitForExit(by: Deadline(within: .seconds(8))) }
            #expect(eve.isRunning && connection.master.isRunning)
            let why = try await rig.run(["why", "bob", "cam-1:web"], expecting: 1)
            #expect(why.output.contains("grant 2 ended at"), "\(why.output)")
            #expect(try await rig.run(["operator", "revoke", "eve"]).output == "sessions ended: 1\n")
        }

        @Test("a device that is gone for the grace is dark, and is back with its next hello")
        func dark() async throws {
            let notes = try TemporaryFolder()
            let file = notes.path("notes")
            let command = #"echo "$SALLYPORT_DEVICE $SALLYPORT_CHANGE" >> \#(file)"#
            let rig = try await BastionRig.started(.root, options: ["--on-change", command, "--grace", "1s"])
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            let first = try await device.connect(1)
            #expect(try await rig.run(["device", "list", "--online", "--names"]).output == "cam-1\n")
            first.master.close()
            try await TakeoverTests.wait { (try? String(contentsOfFile: file, encoding: .utf8)) == "cam-1 dark\n" }
            #expect(try await rig.run(["device", "list", "--offline", "--names"]).output == "cam-1\n")
            _ = try await device.connect(2)
            try await TakeoverTests.wait {
                (try? String(contentsOfFile: file, encoding: .utf8)) == "cam-1 dark\ncam-1 back\n"
            }
        }
    }
}
