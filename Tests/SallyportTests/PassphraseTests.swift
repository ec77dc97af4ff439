import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("An encrypted key is asked about on the terminal")
    struct PassphraseTests {
        /// A login with an encrypted key on a terminal of its own.
        private static func start(_ name: String, _ folder: TemporaryFolder, _ sshd: SSHDFixture) throws -> ChildProcess
        {
            let key = try ThrowawayKeys(in: folder).copy(name)
            let words = Words.login(to: sshd, identity: key, options: ["-v"])
            // The first value of an option wins.
            let batch = ["-o", "BatchMode=no"]
            return try ChildProcess(Program.sallyport.path, batch + words, terminal: .pty)
        }

        private static func server(_ name: String) throws -> SSHDFixture {
            try SSHDFixture(SSHDOptions(authorizedKeys: [ThrowawayKeys.publicLine(name)]))
        }

        @Test(
            "the right passphrase logs in, whatever the key's kind and cipher",
            arguments: [
                "ed25519_encrypted", "ecdsa256_encrypted", "rsa2048_encrypted", "rsa2048_pem_encrypted",
                "rsa2048_pkcs8_encrypted", "ecdsa256_pem_encrypted", "ed25519_aes128-cbc", "ed25519_aes256-cbc",
                "ed25519_aes128-ctr", "ed25519_aes192-ctr",
            ])
        func right(name: String) async throws {
            try await OwnThread.run {
                let folder = try TemporaryFolder()
                let sshd = try Self.server(name)
                let child = try Self.start(name, folder, sshd)
                let line = try child.output.waitForLine(containing: "Enter passphrase for key")
                #expect(line.contains("Enter passphrase for key '\(folder.path(name))': "))
                try child.type("sallyport\n")
                try child.output.waitForLine(containing: Tunnel.readyLine)
                #expect(!child.output.text.contains("sallyport\r\n"))
            }
        }

        @Test("a wrong one is asked for again, and the right one at the third time logs in")
        func thirdTime() async throws {
            try await OwnThread.run {
                let name = "ecdsa256_encrypted"
                let folder = try TemporaryFolder()
                let sshd = try Self.server(name)
                let child = try Self.start(name, folder, sshd)
                for (count, word) in ["wrong", "also wrong", "sallyport"].enumerated() {
                    try child.output.waitForLine(containing: "Enter passphrase", count: count + 1)
                    try child.type(word + "\n")
                }
                try child.output.waitForLine(containing: Tunnel.readyLine)
            }
        }

        @Test("three wrong ones are enough")
        func neverRight() async throws {
            try await OwnThread.run {
                let name = "ecdsa256_encrypted"
                let folder = try TemporaryFolder()
                let sshd = try Self.server(name)
                let child = try Self.start(name, folder, sshd)
                for count in 1...3 {
                    try child.output.waitForLine(containing: "Enter passphrase", count: count)
                    try child.type("wrong\n")
                }
                #expect(try child.waitForExit() == .exited(255))
                try child.output.waitForLine(containing: "Permission denied (publickey).")
                #expect(!sshd.log.text.contains("Accepted publickey for"))
            }
        }

        @Test("BatchMode asks nobody")
        func batchMode() async throws {
            try await OwnThread.run {
                let name = "ecdsa256_encrypted"
                let folder = try TemporaryFolder()
                let sshd = try Self.server(name)
                let key = try ThrowawayKeys(in: folder).copy(name)
                let child = try ChildProcess(
                    Program.sallyport.path, Words.login(to: sshd, identity: key), terminal: .pty)
                #expect(try child.waitForExit() == .exited(255))
                let text = try child.output.waitForEnd()
                #expect(!text.contains("Enter passphrase"))
                #expect(text.contains("Permission denied (publickey)."))
            }
        }

        @Test("a signal during the question ends the program and puts the terminal's echo back")
        func interrupted() async throws {
            try await OwnThread.run {
                let name = "ecdsa256_encrypted"
                let folder = try TemporaryFolder()
                let sshd = try Self.server(name)
                let child = try Self.start(name, folder, sshd)
                try child.output.waitForLine(containing: "Enter passphrase")
                child.send(SIGTERM)
                #expect(try child.waitForExit() == .exited(255))
                try sshd.waitForSessions(0)
            }
        }
    }
}
