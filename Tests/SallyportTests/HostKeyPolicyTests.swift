import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("A host key that is unknown or has changed is dealt with as ssh does")
    struct HostKeyPolicyTests {
        @Test(
            "a changed key: ssh's warning, 255, and nothing was sent to log in",
            arguments: ["yes", "ask", "accept-new"])
        func changed(strictness: String) async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let folder = try TemporaryFolder()
                let other = try ThrowawayKeys.publicLine("host_ed25519_other")
                let file = try folder.write("[127.0.0.1]:\(sshd.port) \(other)\n", to: "known")
                let words = Words.login(
                    to: sshd, knownHosts: file, options: ["-o", "StrictHostKeyChecking=\(strictness)"])
                let ours = try Ending(.sallyport, words)
                try sshd.waitForSessions(0)
                #expect(!sshd.log.text.contains("userauth-request"))
                let theirs = try Ending(.ssh, words)
                #expect(ours.lines == theirs.lines)
                #expect(ours.lines.contains { $0.contains("REMOTE HOST IDENTIFICATION HAS CHANGED") })
                #expect(ours.status == .exited(255))
                #expect(try String(contentsOfFile: file, encoding: .utf8) == "[127.0.0.1]:\(sshd.port) \(other)\n")
            }
        }

        @Test("an unknown key where none may be accepted", arguments: ["yes", "ask"])
        func unknown(strictness: String) async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let folder = try TemporaryFolder()
                let words = Words.login(
                    to: sshd, knownHosts: folder.path("known"), options: ["-o", "StrictHostKeyChecking=\(strictness)"])
                let ours = try Ending(.sallyport, words)
                try sshd.waitForSessions(0)
                #expect(!sshd.log.text.contains("userauth-request"))
                #expect(ours.lines == (try Ending(.ssh, words)).lines)
                #expect(ours.status == .exited(255))
                #expect(!FileManager.default.fileExists(atPath: folder.path("known")))
            }
        }

        @Test("an unknown key is accepted and written down as ssh writes it", arguments: ["no", "accept-new", "off"])
        func recorded(strictness: String) async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let folder = try TemporaryFolder()
                for program in Program.allCases {
                    let words = Words.login(
                        to: sshd, knownHosts: folder.path(program.rawValue),
                        options: ["-o", "StrictHostKeyChecking=\(strictness)"])
                    let login = try Login(program, words)
                    #expect(login.succeeded)
                    let added =
                        "Warning: Permanently added '[127.0.0.1]:\(sshd.port)' (ED25519) to the list of known hosts."
                    #expect(login.process.errors.text.contains(added))
                }
                let lines = try Program.allCases.map { program in
                    try String(contentsOfFile: folder.path(program.rawValue), encoding: .utf8)
                }
                let key = try ThrowawayKeys.publicLine("host_ed25519").split(separator: " ").prefix(2)
                #expect(lines[0] == "[127.0.0.1]:\(sshd.port) \(key.joined(separator: " "))\n")
                #expect(lines[0] == lines[1])
            }
        }

        @Test("a hashed record is found again by ssh")
        func recordedHashed() async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let folder = try TemporaryFolder()
                let file = folder.path("known")
                let options = ["-o", "HashKnownHosts=yes", "-o", "StrictHostKeyChecking=accept-new"]
                let words = Words.login(to: sshd, knownHosts: file, options: options)
                #expect(try Login(.sallyport, words).succeeded)
                #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("|1|"))
                let strict = Words.login(to: sshd, knownHosts: file, options: ["-o", "StrictHostKeyChecking=yes"])
                #expect(try Login(.ssh, strict).succeeded)
            }
        }

        @Test(
            "the question is answered with yes or with the fingerprint, and the key is written down",
            arguments: [false, true])
        func askedAndAccepted(byFingerprint: Bool) async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let folder = try TemporaryFolder()
                let child = try Self.ask(sshd, folder)
                let line = try child.output.waitForLine(containing: "ED25519 key fingerprint is SHA256:")
                try child.output.waitForLine(containing: "(yes/no/[fingerprint])? ")
                #expect(
                    child.output.text.contains(
                        "The authenticity of host '[127.0.0.1]:\(sshd.port)' can't be established."))
                try child.type("perhaps\n")
                try child.output.waitForLine(containing: "Please type 'yes', 'no' or the fingerprint: ")
                let print = line.split(separator: " ").last.map { String($0.dropLast()) } ?? ""
                try child.type(byFingerprint ? "\(print)\n" : "yes\n")
                try child.output.waitForLine(containing: Tunnel.readyLine)
                let known = try String(contentsOfFile: folder.path("known"), encoding: .utf8)
                #expect(known.hasPrefix("[127.0.0.1]:\(sshd.port) ssh-ed25519 "))
            }
        }

        @Test("the answer no ends the program, and nothing was sent to log in")
        func askedAndRefused() async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let folder = try TemporaryFolder()
                let child = try Self.ask(sshd, folder)
                try child.output.waitForLine(containing: "(yes/no/[fingerprint])? ")
                try child.type("no\n")
                #expect(try child.waitForExit() == .exited(255))
                try child.output.waitForLine(containing: "Host key verification failed.")
                try sshd.waitForSessions(0)
                #expect(!sshd.log.text.contains("userauth-request"))
                #expect(!FileManager.default.fileExists(atPath: folder.path("known")))
            }
        }

        private static func ask(_ sshd: SSHDFixture, _ folder: TemporaryFolder) throws -> ChildProcess {
            let words = Words.login(to: sshd, knownHosts: folder.path("known"), options: ["-v"])
            return try ChildProcess(Program.sallyport.path, ["-o", "BatchMode=no"] + words, terminal: .pty)
        }
    }
}
