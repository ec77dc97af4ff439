import Foundation
import TestSupport
import Testing

@Suite("The example local-forward runs as its expected output says")
struct LocalForwardExampleTests {
    @Test("with sallyport, and with stock ssh in its place", arguments: Program.allCases)
    func run(program: Program) async throws {
        try await OwnThread.run {
            let service = try NamedServer("hello from behind the bastion")
            let sshd = try SSHDFixture()
            let local = try RefusedPort()
            var environment = ProcessInfo.processInfo.environment
            environment["SALLYPORT"] = try program.path
            environment["SSH_PORT"] = String(sshd.port)
            environment["KEY"] = sshd.identity
            environment["KNOWN_HOSTS"] = sshd.knownHosts
            environment["TARGET_PORT"] = String(service.port)
            environment["LOCAL_PORT"] = String(local.port)
            let folder = Repository.path("examples/local-forward")
            let run = try ChildProcess("/bin/bash", [folder + "/run.sh"], environment: environment)
            let expected = try String(contentsOfFile: folder + "/expected.txt", encoding: .utf8)
            #expect(try run.waitForExit() == .exited(0), "\(run.errors.text)")
            #expect(try run.output.waitForEnd() == expected)
            // The script ends its tunnel too.
            try sshd.waitForSessions(0)
        }
    }
}
