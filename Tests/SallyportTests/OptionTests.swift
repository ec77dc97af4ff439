import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("Options mean what they mean to ssh")
    struct OptionTests {
        /// The lines of `program` about where it listens, with this forward and these options.
        private static func listening(_ program: Program, _ sshd: SSHDFixture, _ words: [String]) throws -> [String] {
            let login = try Login(program, Words.login(to: sshd, options: words))
            #expect(login.succeeded)
            let text = login.process.errors.text
            login.process.send(SIGTERM)
            _ = try login.process.waitForExit()
            return text.split(whereSeparator: \.isNewline).map(String.init)
                .filter { $0.contains("Local forwarding listening on") }
        }

        @Test(
            "the addresses that a forward listens on",
            arguments: [
                (bind: "", options: []), ("", ["-g"]), ("", ["-4"]), ("", ["-4", "-g"]), ("*:", []),
                (":", []), ("localhost:", []), ("127.0.0.1:", ["-g"]), ("[::1]:", []),
                ("", ["-o", "GatewayPorts=yes"]),
            ] as [(bind: String, options: [String])])
        func listens(bind: String, options: [String]) async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let port = try RefusedPort()
                let words = options + ["-L", "\(bind)\(port.port):127.0.0.1:9"]
                let ours = try Self.listening(.sallyport, sshd, words)
                #expect(!ours.isEmpty)
                #expect(ours == (try Self.listening(.ssh, sshd, words)))
            }
        }

        @Test("-b chooses the address to connect from, -l the user, -p and a URI the port")
        func sourceUserPort() async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let common =
                    Words.bare + [
                        "-v", "-i", sshd.identity, "-o", "UserKnownHostsFile=\(sshd.knownHosts)",
                        "-o", "GlobalKnownHostsFile=/dev/null",
                    ]
                let destinations = [
                    ["-b", "127.0.0.2", "-l", sshd.user, "-p", String(sshd.port), "127.0.0.1"],
                    ["ssh://\(sshd.user)@127.0.0.1:\(sshd.port)"],
                    ["-p", String(sshd.port), "-l", sshd.user, "someone@127.0.0.1"],
                    ["-oUser=\(sshd.user)", "-oPort=\(sshd.port)", "-oHostName=127.0.0.1", "alias"],
                ]
                for words in destinations {
                    let child = try ChildProcess(Program.sallyport.path, common + words)
                    try child.errors.waitForLine(containing: Tunnel.readyLine)
                }
                try sshd.waitForLog(containing: "Connection from 127.0.0.2")
                try sshd.waitForLog(containing: "Accepted publickey for \(sshd.user)", count: destinations.count)
            }
        }

        @Test("a port that is taken: told, and the rest runs on; with ExitOnForwardFailure it ends with 255")
        func takenPort() async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let free = try RefusedPort()
                let forwards = [
                    "-L", "127.0.0.1:\(echo.port):127.0.0.1:9", "-L", "127.0.0.1:\(free.port):127.0.0.1:\(echo.port)",
                ]
                let login = try Login(.sallyport, Words.login(to: sshd, options: forwards))
                #expect(login.succeeded)
                let client = try TCPClient(port: free.port)
                try client.send("through\n")
                #expect(try client.receiveLine() == "through")
                login.process.close()
                _ = try login.process.waitForExit()
                let strict = Words.login(to: sshd, options: ["-o", "ExitOnForwardFailure=yes"] + forwards)
                let ours = try Ending(.sallyport, strict)
                #expect(ours.lines == (try Ending(.ssh, strict)).lines)
                #expect(ours.status == .exited(255))
                #expect(ours.lines.first == "bind [127.0.0.1]:\(echo.port): Address already in use")
            }
        }

        @Test("a port that is taken on one of two addresses fails ExitOnForwardFailure, unlike ssh's")
        func halfTaken() async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let words = Words.login(
                    to: sshd, options: ["-o", "ExitOnForwardFailure=yes", "-L", "\(echo.port):127.0.0.1:9"])
                let end = try Ending(.sallyport, words)
                #expect(end.status == .exited(255))
                #expect(end.lines.contains("bind [127.0.0.1]:\(echo.port): Address already in use"))
            }
        }
    }
}
