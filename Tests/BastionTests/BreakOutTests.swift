import Foundation
import TestSupport
import Testing

extension BastionTests {
    @Suite("What is not granted is refused")
    struct BreakOutTests {
        @Test("by listeners, opens, shells, other roles and lines that are no request", arguments: BastionMode.allCases)
        func refused(mode: BastionMode) async throws {
            let rig = try await BastionRig.started(mode)
            let page = try WebPage("secret")
            let device = try await PlainDevice(rig, "cam-1", target: page.port)
            let other = try await PlainDevice(rig, "cam-2", target: page.port)
            let connection = try await device.connect()
            #expect(try await connection.listen(to: page.port).status == 0)
            let neighbour = try await other.connect()
            #expect(try await neighbour.listen(to: page.port).status == 0)
            let key = try await rig.makeKey("ann")
            try await rig.run(["operator", "add", "ann", "--key", key + ".pub"])
            try await rig.run(["grant", "add", "ann", "--device", "cam-1", "--service", "web"])

            let free = try RefusedPort().port
            for place in [
                "127.64.0.9:\(free)", "*:\(free)", ":\(free)", "0.0.0.0:\(free)", "localhost:\(free)",
                "127.0.0.1:\(free)", "[::]:\(free)", "127.64.0.*:\(free)", "\(neighbour.address):\(free)", "0",
                "127.0.0.1:0", "/tmp/sallyport-break-out.sock",
            ] {
                let target = place.hasPrefix("/") ? "\(place):127.0.0.1:1" : "\(place):127.0.0.1:\(page.port)"
                let words = ["-N", "-o", "ExitOnForwardFailure=yes", "-R", target, "127.0.0.1"]
                let asDevice = try await rig.ssh("device", key: device.key, words)
                #expect(asDevice.status == 255, "device -R \(place)")
                let asOperator = try await rig.ssh("operator", key: key, words)
                #expect(asOperator.status == 255, "operator -R \(place)")
            }
            let places = [
                "127.0.0.1:\(rig.port)", "127.0.0.1:\(page.port)", "\(connection.address):\(rig.port)",
                "\(connection.address):22", "\(neighbour.address):\(neighbour.port)", "localhost:\(page.port)",
                "[::1]:\(page.port)", "127.0.0.1:1",
            ]
            for place in places {
                for (role, identity) in [("device", device.key), ("operator", key)] {
                    let end = try await rig.ssh(
                        role, key: identity, ["-W", place, "127.0.0.1"], input: "GET / HTTP/1.0\r\n\r\n")
                    #expect(end.status == 255 && end.output.isEmpty, "\(role) -W \(place): \(end.output)")
                }
            }
            let own = "\(connection.address):\(connection.port)"
            let deviceOpens = try await rig.ssh("device", key: device.key, ["-W", own, "127.0.0.1"])
            #expect(deviceOpens.status == 255)
        }

        @Test(
            "a shell, a file transfer, a terminal and other roles' verbs are one line and status 64",
            arguments: BastionMode.allCases)
        func commands(mode: BastionMode) async throws {
            let rig = try await BastionRig.started(mode)
            let page = try WebPage("secret")
            let device = try await PlainDevice(rig, "cam-1", target: page.port)
            let key = try await rig.makeKey("ann")
            try await rig.run(["operator", "add", "ann", "--key", key + ".pub"])
            let words = [
                "", "id", "sh -c id", "hello; id", "hello\nid", "bound? x", "list --json x", "open cam-1",
                "open cam-1:web:x",
                "resolve ../x:y", "enroll", "session device 1", "why a:b \u{1b}[31m",
                String(repeating: "x", count: 5_000),
            ]
            for (role, identity, foreign) in [("device", device.key, "list"), ("operator", key, "hello")] {
                for word in words + [foreign] {
                    // No command at all asks for a shell.
                    let command = word.isEmpty ? ["127.0.0.1"] : ["127.0.0.1", word]
                    let end = try await rig.ssh(role, key: identity, command)
                    #expect(end.status == 64, "\(role): \(word): \(end.status) \(end.errorOutput)")
                    let lines = end.errorLines
                    #expect(lines.count == 1 && lines[0].hasPrefix("sallyport-bastion: "), "\(role): \(word): \(lines)")
                    #expect(!end.output.contains("uid="))
                }
                let subsystem = try await rig.ssh(role, key: identity, ["-s", "127.0.0.1", "sftp"])
                #expect(subsystem.status != 0 && subsystem.output.isEmpty)
                let terminal = try await rig.ssh(role, key: identity, ["-tt", "127.0.0.1", "id"])
                #expect(terminal.status == 64 || terminal.status == 255)
                let agent = try await rig.ssh(role, key: identity, ["-A", "-X", "-w", "any:any", "127.0.0.1", "id"])
                #expect(agent.status == 64 || agent.status == 255)
            }
            if mode == .root {
                for (identity, role) in [
                    (device.key, "operator"), (device.key, "enroll"), (key, "device"), (key, "enroll"),
                ] {
                    let end = try await rig.ssh(role, key: identity, ["127.0.0.1", "list"])
                    #expect(end.status == 255 && end.errorOutput.contains("Permission denied"), "\(role)")
                }
            }
            let stranger = try await rig.makeKey("stranger")
            #expect(try await rig.ssh("device", key: stranger, ["127.0.0.1", "hello"]).status == 255)
        }

        @Test("hellos that are malformed, too long, or hold control characters are refused with a reason")
        func malformed() async throws {
            let rig = try await BastionRig.started(.root)
            let device = try await PlainDevice(rig, "cam-1", target: 80)
            let lines: [(String, Int32, String)] = [
                ("", 64, "bad-request"), ("{}\n", 64, "bad-request"), ("{\"v\":1}\n", 64, "bad-request"),
                ("not json\n", 64, "bad-request"),
                (device.hello().replacingOccurrences(of: "plain ssh", with: "\u{1b}[31m"), 64, "bad-request"),
                (device.hello().replacingOccurrences(of: "plain ssh", with: "\\u001b[31m"), 64, "bad-request"),
                (device.hello().replacingOccurrences(of: "\"facts\"", with: "\"more\":1,\"facts\""), 64, "bad-request"),
                (String(repeating: "x", count: 200_000) + "\n", 64, "too-large"),
            ]
            for (line, status, code) in lines {
                let end = try await rig.ssh("device", key: device.key, ["127.0.0.1", "hello"], input: line)
                #expect(end.status == status, "\(line.prefix(60)): \(end.output)")
                #expect(end.output.contains("\"error\":{\"code\":\"\(code)\""), "\(line.prefix(60)): \(end.output)")
                #expect(!end.output.contains("\u{1b}") && !end.errorOutput.contains("\u{1b}"))
            }
        }
    }
}
