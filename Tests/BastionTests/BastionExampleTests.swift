import Foundation
import Glibc
import TestSupport
import Testing

extension BastionTests {
    @Suite("The example prints what its expected output says")
    struct BastionExampleTests {
        @Test("as root with login users, and as an ordinary user", arguments: BastionMode.allCases)
        func run(mode: BastionMode) async throws {
            let users = try BastionUsers.shared.get()
            let page = try WebPage("hello")
            let port = try RefusedPort()
            let folder = Repository.path("examples/bastion")
            let environment = [
                "PATH": "/usr/bin:/bin:/usr/sbin", "TARGET_PORT": String(page.port), "SSH_PORT": String(port.port),
                "BASTION": try InstalledProgram.path.get(),
                "LOGINS": "\(users.device),\(users.operator),\(users.enroll),\(users.keys)",
            ]
            var words = ["/bin/bash", folder + "/run.sh"]
            if mode == .ordinaryUser {
                words = ["/usr/bin/setpriv", "--reuid", users.ordinary, "--regid", "nogroup", "--clear-groups"] + words
            }
            let all = words
            let expected = try String(contentsOfFile: folder + "/expected.txt", encoding: .utf8)
            try await OwnThread.run {
                let run = try ChildProcess(all[0], Array(all.dropFirst()), environment: environment)
                #expect(try run.waitForExit(by: Deadline(within: .seconds(60))) == .exited(0), "\(run.errors.text)")
                #expect(try run.output.waitForEnd() == expected, "\(run.errors.text)")
            }
        }
    }
}
