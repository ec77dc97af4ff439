import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("Each example prints what its expected output says")
    struct ExampleTests {
        private static let examples = [
            "control-socket", "dynamic-forward", "jump-hosts", "local-forward", "remote-forward", "stdio-forward",
            "unix-socket",
        ]

        @Test("with sallyport, and with stock ssh in its place", arguments: examples, Program.allCases)
        func run(example: String, program: Program) async throws {
            try await OwnThread.run {
                let page = try WebPage("hello")
                // One of them reaches a service that speaks first.
                let greeter = try NamedServer("hello from behind the bastion")
                let sshd = try SSHDFixture()
                let local = try RefusedPort()
                var environment = ProcessInfo.processInfo.environment
                environment["SALLYPORT"] = try program.path
                environment["SSH_PORT"] = String(sshd.port)
                environment["KEY"] = sshd.identity
                environment["KNOWN_HOSTS"] = sshd.knownHosts
                environment["TARGET_PORT"] = String(example == "local-forward" ? greeter.port : page.port)
                environment["LOCAL_PORT"] = String(local.port)
                let folder = Repository.path("examples/\(example)")
                let run = try ChildProcess("/bin/bash", [folder + "/run.sh"], environment: environment)
                let expected = try String(contentsOfFile: folder + "/expected.txt", encoding: .utf8)
                #expect(try run.waitForExit() == .exited(0), "\(run.errors.text)")
                #expect(try run.output.waitForEnd() == expected, "\(run.errors.text)")
                // The script ends its link too, even one in the background.
                try sshd.waitForSessions(0)
            }
        }

        @Test("there is no example without a test")
        func complete() throws {
            let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.path("examples"))
            // That of the bastion is run by BastionTests.
            #expect(Set(folders) == Set(Self.examples + ["bastion"]))
        }
    }
}
