import Foundation
import TestSupport
import Testing

extension ProgramTests {
    /// Each command line is given to stock ssh and to the program; both must say the same decisive line and end alike.
    @Suite("Beside ssh: the same line and the same status")
    struct BesideSSHTests {
        /// Runs both to their end and compares all that they say.
        private func expectSame(_ words: [String], environment: [String: String]? = nil) async throws {
            try await OwnThread.run {
                let ours = try Ending(.sallyport, words, environment: environment)
                let theirs = try Ending(.ssh, words, environment: environment)
                #expect(ours.plainLines == theirs.plainLines)
                #expect(ours.status == theirs.status)
                #expect(ours.output == theirs.output)
            }
        }

        // MARK: command lines that never connect

        @Test(
            "a remote forward that means nothing",
            arguments: ["", "x", "1:2", "1:a:", "70000:a:1", "a:b:c:d:e", "1:a:0", "::", "-1"])
        func badRemoteForward(spec: String) async throws {
            try await expectSame(Words.bare + ["-R", spec, "host"])
        }

        @Test("a dynamic forward that means nothing", arguments: ["", "x", "0", "70000", "1:2:3", "a:0"])
        func badDynamicForward(spec: String) async throws {
            try await expectSame(Words.bare + ["-D", spec, "host"])
        }

        @Test("a standard input forward that means nothing", arguments: ["", "x", "host", ":1", "host:0", "a:b:c"])
        func badStdioForward(spec: String) async throws {
            try await expectSame(Words.bare + ["-W", spec, "host"])
        }

        @Test(
            "a configuration that means nothing: the file and the line are named",
            arguments: [
                "Foo bar\n", "Port x\n", "Port 22 23\n", "Host\n", "Match\n", "Match foo bar\n", "LocalForward 1\n",
                "LocalForward x y:1\n", "StrictHostKeyChecking maybe\n", "\n\n  BatchMode perhaps\n", "Port 22\nBar\n",
                "ServerAliveInterval 1x\n", "RemoteForward\n", "User \"open\n", "DynamicForward 1:2:3\n",
            ])
        func badConfiguration(text: String) async throws {
            let folder = try TemporaryFolder()
            let file = try folder.write(text, to: "config")
            try await expectSame(["-F", file, "-N", "-o", "BatchMode=yes", "host"])
        }

        @Test("a configuration file that is not there")
        func noConfiguration() async throws {
            try await expectSame(["-F", "/nonexistent/config", "host"])
        }

        @Test("a control socket that is not there", arguments: ["check", "exit", "stop", "forward", "cancel"])
        func noMaster(command: String) async throws {
            let folder = try TemporaryFolder()
            try await expectSame(["-F", "none", "-S", folder.path("none"), "-O", command, "host"])
        }

        @Test("a control command that there is not")
        func badControlCommand() async throws {
            try await expectSame(["-F", "none", "-S", "/tmp/none", "-O", "dance", "host"])
        }

        @Test("jump hosts that cannot be", arguments: ["", "a:b:c", "@", "host:x", "a,,b"])
        func badJump(word: String) async throws {
            try await expectSame(Words.bare + ["-J", word, "host"])
        }

        @Test("a log file that cannot be opened")
        func badLogFile() async throws {
            try await expectSame(Words.bare + ["-E", "/nonexistent/log", "host"])
        }

        // MARK: command lines that reach a server

        /// The words of a run that logs in, with these forwards.
        private func words(_ sshd: SSHDFixture, _ options: [String], strict: Bool = false) -> [String] {
            let failure = strict ? ["-o", "ExitOnForwardFailure=yes"] : []
            return Words.login(to: sshd, options: failure + options)
        }

        @Test("a remote port that the server denies, with ExitOnForwardFailure", arguments: ["", "localhost:", "*:"])
        func deniedListen(bind: String) async throws {
            let sshd = try SSHDFixture(SSHDOptions(lines: ["PermitListen none"]))
            try await expectSame(words(sshd, ["-R", "\(bind)18554:127.0.0.1:9"], strict: true))
        }

        @Test("a remote port that is taken, with ExitOnForwardFailure")
        func takenListen() async throws {
            let sshd = try SSHDFixture()
            let taken = try EchoServer()
            try await expectSame(words(sshd, ["-R", "127.0.0.1:\(taken.port):127.0.0.1:9"], strict: true))
        }

        @Test("a remote port that the server denies: a warning, and the rest runs on")
        func deniedListenGoesOn() async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture(SSHDOptions(lines: ["PermitListen none"]))
                for program in Program.allCases {
                    let login = try Login(program, words(sshd, ["-R", "18554:127.0.0.1:9"]))
                    let line = try login.process.errors.waitForLine(containing: "remote port forwarding failed")
                    #expect(line == "Warning: remote port forwarding failed for listen port 18554")
                    #expect(login.process.isRunning)
                }
            }
        }

        @Test("port 0: the line with the port that the server chose", arguments: ["0:127.0.0.1:9", "localhost:0:a:1"])
        func allocated(spec: String) async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let lines = try Program.allCases.map { program in
                    let login = try Login(program, words(sshd, ["-R", spec]))
                    return try login.process.errors.waitForLine(containing: "Allocated port")
                }
                let plain = lines.map { $0.replacing(#/\d{4,5}/#, with: "N") }
                #expect(plain[0] == plain[1])
            }
        }

        @Test("a dynamic port that is taken, with ExitOnForwardFailure and without")
        func takenDynamic() async throws {
            let sshd = try SSHDFixture()
            let taken = try EchoServer()
            try await expectSame(words(sshd, ["-D", "127.0.0.1:\(taken.port)"], strict: true))
            try await OwnThread.run {
                for program in Program.allCases {
                    let login = try Login(program, words(sshd, ["-D", "127.0.0.1:\(taken.port)"]))
                    #expect(login.succeeded)
                    try login.process.errors.waitForLine(containing: "cannot listen to port: \(taken.port)")
                }
            }
        }

        @Test("one of two local ports is taken: the forwards count as failed only if all do")
        func takenOneOfTwo() async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let (taken, free) = (try EchoServer(), try RefusedPort())
                let bad = ["-L", "127.0.0.1:\(taken.port):127.0.0.1:9"]
                for (options, failed) in [(bad + ["-L", "127.0.0.1:\(free.port):127.0.0.1:9"], false), (bad, true)] {
                    for program in Program.allCases {
                        let login = try Login(program, words(sshd, options))
                        #expect(login.succeeded)
                        let text = login.process.errors.text
                        #expect(text.contains("cannot listen to port: \(taken.port)"))
                        #expect(text.contains("Could not request local forwarding.") == failed, "\(program) \(options)")
                    }
                }
            }
        }

        @Test("standard input to a target that refuses, and to one that the server denies")
        func stdioFails() async throws {
            let refused = try RefusedPort()
            let sshd = try SSHDFixture()
            try await expectSame(words(sshd, ["-W", "127.0.0.1:\(refused.port)"]))
            let closed = try SSHDFixture(SSHDOptions(lines: ["AllowTcpForwarding no"]))
            try await expectSame(words(closed, ["-W", "127.0.0.1:9"]))
        }

        @Test("standard input to a target that answers: its bytes and 0")
        func stdioAnswers() async throws {
            let source = try SourceServer(100_000)
            let sshd = try SSHDFixture()
            try await expectSame(words(sshd, ["-W", "127.0.0.1:\(source.port)"]))
        }

        @Test("a ProxyCommand that ends at once, and one that speaks no SSH", arguments: ["exit 3", "echo hello"])
        func badProxyCommand(command: String) async throws {
            try await OwnThread.run {
                let words = Words.bare + ["-o", "ProxyCommand=\(command)", "host"]
                let (ours, theirs) = (try Ending(.sallyport, words), try Ending(.ssh, words))
                #expect(ours.status == theirs.status)
                #expect(!ours.lines.isEmpty)
            }
        }

        @Test("a server that takes no public keys")
        func noPublicKeys() async throws {
            let sshd = try SSHDFixture(SSHDOptions(lines: ["PubkeyAuthentication no", "PasswordAuthentication yes"]))
            try await OwnThread.run {
                let (ours, theirs) = (try Ending(.sallyport, words(sshd, [])), try Ending(.ssh, words(sshd, [])))
                #expect(ours.status == theirs.status)
                #expect(ours.lines.last == theirs.lines.last)
                #expect(ours.lines.count == 2, "one sentence more than ssh: \(ours.lines)")
            }
        }
    }
}
