import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("Keys that log in, and keys that do not")
    struct IdentityTests {
        private static let plain = [
            "ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa2048", "rsa3072", "rsa2048_pem", "rsa2048_pkcs8",
            "ecdsa256_pem", "ecdsa384_pem", "ecdsa521_pem", "ecdsa256_pkcs8", "ecdsa384_pkcs8", "ecdsa521_pkcs8",
        ]

        @Test("every kind and format of plain key logs in", arguments: plain)
        func logsIn(name: String) async throws {
            try await OwnThread.run {
                let folder = try TemporaryFolder()
                let key = try ThrowawayKeys(in: folder).copy(name)
                let sshd = try SSHDFixture(SSHDOptions(authorizedKeys: [ThrowawayKeys.publicLine(name)]))
                let child = try ChildProcess(
                    Program.sallyport.path, Words.login(to: sshd, identity: key, options: ["-v"]))
                try child.errors.waitForLine(containing: Tunnel.readyLine)
                try sshd.waitForLog(containing: "Accepted publickey for \(sshd.user)")
            }
        }

        @Test("a key without its public half beside it logs in")
        func noPublicHalf() async throws {
            try await OwnThread.run {
                let folder = try TemporaryFolder()
                let key = try ThrowawayKeys(in: folder).copy("rsa2048_pem")
                try FileManager.default.removeItem(atPath: key + ".pub")
                let sshd = try SSHDFixture(SSHDOptions(authorizedKeys: [ThrowawayKeys.publicLine("rsa2048_pem")]))
                let child = try ChildProcess(
                    Program.sallyport.path, Words.login(to: sshd, identity: key, options: ["-v"]))
                try child.errors.waitForLine(containing: Tunnel.readyLine)
            }
        }

        @Test("the second identity is tried when the first is not accepted")
        func second() async throws {
            try await OwnThread.run {
                let folder = try TemporaryFolder()
                let wrong = try ThrowawayKeys(in: folder).copy("ecdsa256")
                let sshd = try SSHDFixture()
                let words = Words.login(to: sshd, options: ["-v", "-i", wrong])
                let child = try ChildProcess(Program.sallyport.path, words)
                try child.errors.waitForLine(containing: Tunnel.readyLine)
            }
        }

        @Test("a key that is not accepted, in ssh's words")
        func refused() async throws {
            try await expectSameEnd { try ThrowawayKeys(in: $0).copy("ecdsa256") }
        }

        @Test("a key file that is missing, in ssh's words")
        func missing() async throws {
            try await expectSameEnd { $0.path("nothing") }
        }

        @Test("a key file that others may read, in ssh's words", arguments: [0o644, 0o640, 0o604])
        func tooOpen(mode: Int) async throws {
            try await expectSameEnd { folder in
                let key = try ThrowawayKeys(in: folder).copy("ed25519")
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
                return key
            }
        }

        @Test(
            "a key file that is none, or of an unsupported kind: one line with its name, then ssh's refusal",
            arguments: [
                ("garbage", "not a private key"), ("empty", "empty"), ("folder", "Is a directory"),
                ("dsa", "ssh-dss keys are not supported"), ("ed25519_aes256-gcm", "aes256-gcm@openssh.com"),
                ("ed25519_chacha20", "chacha20-poly1305@openssh.com"),
            ])
        func unusable(name: String, words: String) async throws {
            let end = try await OwnThread.run {
                let folder = try TemporaryFolder()
                let key: String
                switch name {
                case "garbage": key = try folder.write("no key at all\n", to: "key")
                case "empty": key = try folder.write("", to: "key")
                case "folder": key = folder.path
                default: key = try ThrowawayKeys(in: folder).copy(name)
                }
                let sshd = try SSHDFixture()
                let end = try Ending(.sallyport, Words.login(to: sshd, identity: key))
                withExtendedLifetime(sshd) {}
                #expect(end.lines.first?.hasPrefix("Load key \"\(key)\": ") == true)
                return end
            }
            #expect(end.status == .exited(255))
            #expect(end.lines.count == 2, "\(end.lines)")
            #expect(end.lines.first?.contains(words) == true)
            #expect(end.lines.last?.hasSuffix("@127.0.0.1: Permission denied (publickey).") == true)
        }

        private func expectSameEnd(_ makeKey: @escaping @Sendable (TemporaryFolder) throws -> String) async throws {
            let (ours, theirs) = try await OwnThread.run {
                let folder = try TemporaryFolder()
                let key = try makeKey(folder)
                let sshd = try SSHDFixture()
                let words = Words.login(to: sshd, identity: key)
                defer { withExtendedLifetime(sshd) {} }
                return (try Ending(.sallyport, words), try Ending(.ssh, words))
            }
            #expect(ours.lines == theirs.lines)
            #expect(ours.status == .exited(255))
        }
    }
}
