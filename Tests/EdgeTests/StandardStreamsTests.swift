import Foundation
import TestSupport
import Testing

extension EdgeTests {
    @Suite("Standard input and output as one end of a stream")
    struct StandardStreamsTests {
        private func relay(_ sshd: SSHDFixture, to port: UInt16, _ terminal: ChildProcess.Terminal = .pipes) throws
            -> ChildProcess
        {
            let words = ["relay", String(sshd.port), sshd.user, sshd.identity, String(port)]
            return try ChildProcess(try Repository.program("edge-probe"), words, terminal: terminal)
        }

        /// The same by a shell, whose script names the program `$RELAY`.
        private func relay(_ sshd: SSHDFixture, to port: UInt16, script: String) throws -> ChildProcess {
            let program = try Repository.program("edge-probe")
            let command = "\(program) relay \(sshd.port) \(sshd.user) \(sshd.identity) \(port)"
            let environment = ["RELAY": command, "PATH": "/usr/bin:/bin"]
            return try ChildProcess("/bin/bash", ["-c", script], environment: environment, terminal: .pipes)
        }

        @Test("bytes go both ways over pipes, and the end of input is a half-close: the answer still comes")
        func pipes() async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let child = try relay(sshd, to: echo.port)
                try child.type("one\n")
                try child.output.waitForLine(containing: "one")
                try child.type("two\n")
                child.finishInput()
                #expect(try child.output.waitForEnd() == "one\ntwo\n")
                #expect(try child.waitForExit() == .exited(0))
            }
        }

        @Test("the far side's end is the end, though input is still open")
        func farEnd() async throws {
            try await OwnThread.run {
                let source = try SourceServer(300_000)
                let sshd = try SSHDFixture()
                let child = try relay(sshd, to: source.port)
                #expect(try child.waitForExit() == .exited(0))
                _ = try child.output.waitForEnd()
                #expect(child.output.bytes.count == 300_000)
            }
        }

        @Test("a terminal is read and written, and is as before afterwards")
        func terminal() async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let child = try relay(sshd, to: echo.port, .pty)
                try child.output.waitForLine(containing: "open")
                try child.type("hello\n")
                // The terminal's own echo, and ours.
                try child.output.waitForLine(containing: "hello", count: 2)
                child.finishInput()
                #expect(try child.waitForExit() == .exited(0))
            }
        }

        @Test("files and /dev/null, which epoll refuses, are read and written whole")
        func files() async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let folder = try TemporaryFolder()
                try folder.write(Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }), to: "in")
                let (from, to) = (folder.path("in"), folder.path("out"))
                let child = try relay(sshd, to: echo.port, script: "$RELAY <\(from) >\(to) && cmp \(from) \(to)")
                #expect(try child.waitForExit() == .exited(0))
                let nothing = try relay(sshd, to: echo.port, script: "$RELAY </dev/null >/dev/null")
                #expect(try nothing.waitForExit() == .exited(0))
            }
        }

        @Test("bulk over pipes arrives whole in both directions at once")
        func bulk() async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let script = "head -c 30000000 /dev/zero | tr '\\0' x | $RELAY | wc -c"
                let child = try relay(sshd, to: echo.port, script: script)
                #expect(try child.output.waitForEnd().contains("30000000"))
            }
        }

        @Test("output that nobody reads does not end it before input has ended")
        func brokenOutput() async throws {
            try await OwnThread.run {
                let sink = try SinkServer()
                let sshd = try SSHDFixture()
                let script = "(sleep 0.2; head -c 500000 /dev/zero) | $RELAY | true; exit ${PIPESTATUS[1]}"
                let child = try relay(sshd, to: sink.port, script: script)
                #expect(try child.waitForExit() == .exited(0))
                #expect(try sink.receipt().count == 500_000)
            }
        }

        @Test("a session that is killed is an error")
        func killed() async throws {
            try await OwnThread.run {
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let child = try relay(sshd, to: echo.port)
                try child.type("up\n")
                try child.output.waitForLine(containing: "up")
                sshd.signalSessions(SIGKILL)
                #expect(try child.waitForExit() == .exited(255))
            }
        }
    }
}
