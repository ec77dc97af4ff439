import Enrollment
import TestSupport
import Testing
import TunnelModel

@Suite("Generated lines and the real sshd")
struct AuthorizedKeysAgainstSSHDTests {
    /// A real sshd whose forced command says what it was given.
    final class Bench {
        let sshd: SSHDFixture
        private let forced: ForcedCommand

        init() throws {
            sshd = try SSHDFixture()
            let script = "#!/bin/sh\necho \"$0|$*|$SSH_ORIGINAL_COMMAND\"\n"
            let program = try sshd.folder.write(script, to: "my helper.sh", mode: 0o755)
            forced = try ForcedCommand(program: program, options: ["--socket", "/a b/$HOME;id"])
        }

        func authorize(_ rights: KeyRights) throws {
            try sshd.authorize([AuthorizedKeysLine(key: Samples.key(), rights: rights, command: forced).text])
        }

        func ssh(_ words: [String], options: [String] = []) throws -> RealProgram {
            try RealProgram.run(
                "/usr/bin/ssh",
                [
                    "-F", "none", "-p", "\(sshd.port)", "-i", sshd.identity, "-o", "BatchMode=yes",
                    "-o", "IdentitiesOnly=yes", "-o", "UserKnownHostsFile=\(sshd.knownHosts)", "-o", "LogLevel=ERROR",
                ] + options + ["\(sshd.user)@127.0.0.1"] + words)
        }
    }

    @Test("each role's line is taken, and its command gets exactly its words")
    func command() throws {
        let bench = try Bench()
        let until = try UTCTime("2099-12-31T23:59:59Z")
        let all: [(KeyRights, String)] = [
            (.device(try Samples.id(42), try DeviceAddress(index: 42)), "device 42"),
            (.pendingDevice(try Samples.id(43)), "device 43"),
            (.operator(try Samples.id(7), permits: [], until: until), "operator 7"),
            (.enroll(try Samples.id(19), until: until, from: [try NetworkRange("127.0.0.0/8")]), "enroll 19"),
        ]
        for (rights, words) in all {
            try bench.authorize(rights)
            let answer = try bench.ssh(["open", "a;b:c $(id)"])
            #expect(answer.status == 0, "\(answer.errorOutput)")
            let path = bench.sshd.folder.path("my helper.sh")
            #expect(answer.output == "\(path)|session \(words) --socket /a b/$HOME;id|open a;b:c $(id)\n")
        }
    }

    @Test("a line with 4,096 permits is taken, and opens the last of them")
    func permits() throws {
        let bench = try Bench()
        let echo = try EchoServer()
        let others = try (1..<4_096).map { ServicePermit(address: try DeviceAddress(index: $0), port: 20554) }
        // The rig's service is on 127.0.0.1, which is no device's: so the line names it by hand.
        let line = try AuthorizedKeysLine(
            key: Samples.key(), rights: .operator(try Samples.id(7), permits: others, until: nil),
            command: ForcedCommand(program: "/bin/true"))
        let marked = line.text.replacing(",permitlisten=", with: ",permitopen=\"127.0.0.1:\(echo.port)\",permitlisten=")
        try bench.sshd.authorize([marked])
        let allowed = try bench.ssh([], options: ["-W", "127.0.0.1:\(echo.port)"])
        #expect(allowed.status == 0, "\(allowed.errorOutput)")
        let refused = try bench.ssh([], options: ["-W", "127.0.0.1:\(bench.sshd.port)"])
        #expect(refused.status != 0)
        #expect(refused.errorOutput.contains("forwarding failed"))
    }

    @Test("a line whose time is over, or from elsewhere, does not log in")
    func closed() throws {
        let bench = try Bench()
        let past = try UTCTime("2020-01-01T00:00:00Z")
        let future = try UTCTime("2099-12-31T23:59:59Z")
        for rights in [
            KeyRights.operator(try Samples.id(7), permits: [], until: past),
            .enroll(try Samples.id(19), until: past, from: []),
            .enroll(try Samples.id(19), until: future, from: [try NetworkRange("10.0.0.0/8")]),
        ] {
            try bench.authorize(rights)
            let answer = try bench.ssh(["hello"])
            #expect(answer.status == 255)
            #expect(answer.errorOutput.contains("Permission denied"))
        }
    }

    @Test("a device's line lets it listen on its own address only, and open nothing")
    func device() throws {
        let bench = try Bench()
        try bench.authorize(.device(try Samples.id(42), try DeviceAddress(index: 42)))
        let options = ["-N", "-o", "ExitOnForwardFailure=yes"]
        for spec in [
            "127.64.0.43:0:127.0.0.1:1", "0:127.0.0.1:1", "*:20554:127.0.0.1:1", "localhost:20554:127.0.0.1:1",
        ] {
            let answer = try bench.ssh([], options: options + ["-R", spec])
            #expect(answer.status == 255)
            #expect(answer.errorOutput.contains("remote port forwarding failed"))
        }
        let opened = try bench.ssh([], options: ["-W", "127.0.0.1:\(bench.sshd.port)"])
        #expect(opened.errorOutput.contains("forwarding failed"))
    }

    @Test("ssh-keygen reads every line")
    func keygen() throws {
        let folder = try TemporaryFolder()
        let helper = try ForcedCommand(program: "/usr/bin/sallyport-bastion")
        let lines = try [
            KeyRights.device(Samples.id(42), DeviceAddress(index: 42)), .pendingDevice(Samples.id(42)),
            .operator(Samples.id(7), permits: [], until: nil),
        ].map { try AuthorizedKeysLine(key: Samples.key(), rights: $0, command: helper).text }
        let file = try folder.write(lines.joined(separator: "\n") + "\n", to: "authorized_keys")
        let answer = try RealProgram.run("/usr/bin/ssh-keygen", ["-l", "-f", file])
        let fingerprint = try Samples.key().fingerprint.description
        #expect(answer.output.split(separator: "\n").filter { $0.contains(fingerprint) }.count == 3)
    }
}
