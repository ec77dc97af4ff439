import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("The tunnel ends as ssh's does, and says why")
    struct EndTests {
        @Test(
            "a signal closes cleanly: sshd hears good-bye, the port is free; 255, and as in ssh -N 0 after SIGTERM",
            arguments: [SIGINT: 255, SIGTERM: 0, SIGHUP: 255])
        func signalled(signal: Int32, status: Int32) async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let tunnel = try Tunnel(to: sshd, target: echo.port)
                let client = try tunnel.connect()
                try client.send("open\n")
                #expect(try client.receiveLine() == "open")
                tunnel.process.send(signal)
                #expect(try tunnel.process.waitForExit() == .exited(status))
                try sshd.waitForLog(containing: "disconnected by user")
                try sshd.waitForSessions(0)
                try echo.server.waitForLive(0)
                let error = #expect(throws: RigError.self) { try tunnel.connect() }
                #expect(error?.code == ECONNREFUSED)
            }
        }

        @Test("standard descriptors that are closed do no harm", arguments: ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
        func closedDescriptors(closing: String) async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let words = Words.login(to: sshd, options: ["-W", "127.0.0.1:\(echo.port)"])
                let run = try ChildProcess(
                    "/bin/sh", ["-c", "exec \"$0\" \"$@\" \(closing)", Program.sallyport.path] + words)
                #expect(try run.waitForExit() == .exited(0))
                try sshd.waitForSessions(0)
            }
        }

        @Test("a session that is killed: ssh's line, 255, and local sockets are reset, never closed as if complete")
        func killed() async throws {
            try await OwnThread.run {
                let source = try SourceServer(1 << 20, ending: .hold)
                let sshd = try SSHDFixture()
                let tunnel = try Tunnel(to: sshd, target: source.port)
                let client = try tunnel.connect()
                _ = try client.receive(exactly: 1 << 20)
                sshd.signalSessions(SIGKILL)
                let error = #expect(throws: RigError.self) { try client.receiveToEnd() }
                #expect(error?.code == ECONNRESET)
                #expect(try tunnel.process.waitForExit() == .exited(255))
                _ = try tunnel.process.errors.waitForEnd()
                try tunnel.process.errors.waitForLine(containing: "Connection to 127.0.0.1 closed by remote host.")
            }
        }

        @Test("a cut in the middle of transfers resets every socket, whichever way it comes", arguments: [false, true])
        func cut(byReset: Bool) async throws {
            try await OwnThread.run {
                let source = try PatternServer([.send(1 << 40)], Pattern(stream: 20))
                let sshd = try SSHDFixture()
                let proxy = try FaultProxy(to: sshd.port)
                let tunnel = try Tunnel(to: sshd, target: source.port, via: proxy.port)
                let clients = try (0..<5).map { _ in try tunnel.connect() }
                for client in clients { _ = try client.receive(exactly: 200_000) }
                proxy.cutNow(reset: byReset)
                for client in clients {
                    let error = #expect(throws: RigError.self) { try client.digestToEnd() }
                    #expect(error?.code == ECONNRESET)
                }
                #expect(try tunnel.process.waitForExit() == .exited(255))
                #expect(try tunnel.process.errors.waitForEnd().contains("Connection to 127.0.0.1 "))
            }
        }

        @Test("a server that stops answering: ssh's line after ServerAliveCountMax intervals, and 255")
        func stopped() async throws {
            let options = [
                "-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=2", "-o", "SallyportReconnect=no",
            ]
            for program in Program.allCases {
                try await OwnThread.run {
                    let sshd = try SSHDFixture()
                    let login = try Login(program, Words.login(to: sshd, options: options))
                    sshd.signalSessions(SIGSTOP)
                    #expect(try login.process.waitForExit() == .exited(255))
                    _ = try login.process.errors.waitForEnd()
                    try login.process.errors.waitForLine(containing: "Timeout, server 127.0.0.1 not responding.")
                }
            }
        }

        @Test("a connection that the target refuses: ssh's very line, and the next one works")
        func refused() async throws {
            let refused = try RefusedPort()
            try await expectSameFailure(to: "127.0.0.1:\(refused.port)", "connect failed: Connection refused")
        }

        @Test("a target whose name is unknown, and one that the server forbids, in ssh's words")
        func unknownAndForbidden() async throws {
            try await expectSameFailure(to: "no-such-host.invalid:9", "connect failed: ")
            try await expectSameFailure(
                to: "127.0.0.1:9", "administratively prohibited: open failed", server: ["AllowTcpForwarding no"])
        }

        private func expectSameFailure(to target: String, _ words: String, server: [String] = []) async throws {
            try await OwnThread.run {
                let lines = try Program.allCases.map { program in
                    let sshd = try SSHDFixture(SSHDOptions(lines: server))
                    let local = try RefusedPort()
                    let forward = ["-L", "127.0.0.1:\(local.port):\(target)"]
                    let login = try Login(program, Words.login(to: sshd, options: forward))
                    #expect(try TCPClient(port: local.port).receiveToEnd().isEmpty)
                    let line = try login.process.errors.waitForLine(containing: "open failed")
                    #expect(try TCPClient(port: local.port).receiveToEnd().isEmpty)
                    try login.process.errors.waitForLine(containing: ": open failed: ", count: 2)
                    #expect(login.process.isRunning)
                    return line
                }
                #expect(lines[0] == lines[1])
                #expect(lines[0].contains(words))
            }
        }
    }
}
