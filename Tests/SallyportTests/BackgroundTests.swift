import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("-f and the control socket: 0 means that it is up")
    struct BackgroundTests {
        /// A master in the background of `sshd`, ended at the end of the test by its own `-O exit`.
        private static func withMaster(
            _ program: Program, _ sshd: SSHDFixture, _ options: [String] = [],
            _ body: (_ socket: String, _ words: [String]) throws -> Void
        ) throws {
            let folder = try TemporaryFolder()
            let socket = folder.path("control")
            let start = try Ending(program, ["-f", "-M", "-S", socket] + Words.login(to: sshd, options: options))
            #expect(start.status == .exited(0), "\(start.lines)")
            let words = ["-F", "none", "-S", socket, "-p", String(sshd.port), "\(sshd.user)@127.0.0.1"]
            try body(socket, words)
            let end = try Ending(program, ["-O", "exit"] + words)
            #expect(end.status == .exited(0), "\(end.lines)")
            try sshd.waitForSessions(0)
        }

        @Test("-f returns 0 once the forwards are up, and they work")
        func goesToBackground() async throws {
            try await OwnThread.run {
                let service = try NamedServer("from the background")
                let sshd = try SSHDFixture()
                let local = try RefusedPort()
                let forward = [
                    "-o", "ExitOnForwardFailure=yes", "-L", "127.0.0.1:\(local.port):127.0.0.1:\(service.port)",
                ]
                try Self.withMaster(.sallyport, sshd, forward) { socket, _ in
                    #expect(try TCPClient(port: local.port).receiveLine() == "from the background")
                    let mode = try FileManager.default.attributesOfItem(atPath: socket)[.posixPermissions] as? Int
                    #expect(mode == 0o600)
                }
            }
        }

        @Test("-f fails with ssh's line and status when a forward or the login fails, and leaves nothing behind")
        func failsInForeground() async throws {
            try await OwnThread.run {
                let taken = try EchoServer()
                let sshd = try SSHDFixture()
                let strict = ["-f", "-o", "ExitOnForwardFailure=yes"]
                let cases = [
                    Words.login(to: sshd, options: strict + ["-L", "127.0.0.1:\(taken.port):127.0.0.1:9"]),
                    Words.login(to: sshd, options: strict + ["-R", "127.0.0.1:\(taken.port):127.0.0.1:9"]),
                    ["-f"] + Words.bare + ["-p", String(try RefusedPort().port), "127.0.0.1"],
                ]
                for words in cases {
                    let (ours, theirs) = (try Ending(.sallyport, words), try Ending(.ssh, words))
                    #expect(ours.status == .exited(255))
                    #expect(ours.plainLines == theirs.plainLines)
                }
                try sshd.waitForSessions(0)
            }
        }

        @Test("check, forward, cancel, stop and exit say what ssh says", arguments: Program.allCases, Program.allCases)
        func commands(master: Program, client: Program) async throws {
            try await OwnThread.run {
                let service = try NamedServer("forwarded")
                let sshd = try SSHDFixture()
                let local = try RefusedPort()
                try Self.withMaster(master, sshd) { _, words in
                    let check = try Ending(client, ["-O", "check"] + words)
                    #expect(check.lines.first?.hasPrefix("Master running (pid=") == true)
                    let forward = ["-L", "127.0.0.1:\(local.port):127.0.0.1:\(service.port)"]
                    #expect(try Ending(client, ["-O", "forward"] + forward + words).status == .exited(0))
                    #expect(try TCPClient(port: local.port).receiveLine() == "forwarded")
                    #expect(try Ending(client, ["-O", "cancel"] + forward + words).status == .exited(0))
                    #expect(throws: RigError.self) { try TCPClient(port: local.port) }
                    let remote = try Ending(client, ["-O", "forward", "-R", "0:127.0.0.1:\(service.port)"] + words)
                    let port = try #require(UInt16(remote.output.filter(\.isNumber)), "\(remote)")
                    #expect(try TCPClient(port: port).receiveLine() == "forwarded")
                }
            }
        }

        @Test("stop ends a master after its last connection, with 255", arguments: Program.allCases)
        func stop(master: Program) async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let local = try RefusedPort()
                let folder = try TemporaryFolder()
                let forward = ["-L", "127.0.0.1:\(local.port):127.0.0.1:\(echo.port)"]
                let control = ["-M", "-S", folder.path("control")]
                let login = try Login(master, Words.login(to: sshd, options: control + forward))
                #expect(login.succeeded)
                let client = try TCPClient(port: local.port)
                try client.send(Array("x".utf8))
                _ = try client.receive(exactly: 1)
                let words = ["-F", "none", "-S", folder.path("control"), "-p", String(sshd.port), "127.0.0.1"]
                let stop = try Ending(.ssh, ["-O", "stop"] + words)
                #expect(stop.lines == ["Stop listening request sent."])
                // What is open goes on, and so does the listener.
                try client.send(Array("y".utf8))
                #expect(try client.receive(exactly: 1) == Array("y".utf8))
                _ = try TCPClient(port: local.port)
                client.close()
                #expect(try login.process.waitForExit() == .exited(255))
            }
        }

        @Test("what the master cannot do is refused in ssh's words")
        func refusals() async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture(SSHDOptions(lines: ["PermitListen none"]))
                for command in [["-O", "forward", "-R", "18554:a:9"], ["-O", "cancel", "-L", "18555:a:9"]] {
                    var endings: [Ending] = []
                    for program in Program.allCases {
                        try Self.withMaster(program, sshd) { endings.append(try Ending(program, command + $1)) }
                    }
                    #expect(endings[0].plainLines == endings[1].plainLines)
                    #expect(endings[0].status == endings[1].status)
                }
            }
        }
    }
}
