import Foundation
import Testing
import TunnelModel

@testable import Keys

@Suite("A file that is no usable private key")
struct RefusalTests {
    @Test(
        "is refused with the reason that fits",
        arguments: [
            ("", KeyFileError.empty),
            (" \r\n\t\n", .empty),
            ("hello", .notAKey),
            (String(repeating: "A", count: 70_000), .tooLarge(byteCount: 70_000)),
            ("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", .foreign(format: "PuTTY")),
            ("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n", .foreign(format: "ssh.com")),
            ("---- BEGIN SSH2 PUBLIC KEY ----\n", .publicKey),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", .publicKey),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", .publicKey),
            ("-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n", .unsupportedAlgorithm("DSA")),
            ("-----BEGIN X PRIVATE KEY-----\nAAAA\n-----END X PRIVATE KEY-----\n", .foreign(format: "X PRIVATE KEY")),
            ("SSH PRIVATE KEY FILE FORMAT 1.1\n", .unsupportedAlgorithm("SSH protocol 1")),
        ])
    func reasons(text: String, error: KeyFileError) {
        #expect(throws: error) { try PrivateKeyFile(text) }
    }

    @Test("is told apart when it is the public half", arguments: TestKeys.signing)
    func publicHalf(name: String) throws {
        let text = try TestKeys.text(name + ".pub")
        #expect(throws: KeyFileError.publicKey) { try PrivateKeyFile(text) }
    }

    @Test(
        "is refused by name when ssh-keygen made it and we do not read it",
        arguments: [
            ("dsa", KeyFileError.unsupportedAlgorithm("ssh-dss")),
            ("ed25519_aes256-gcm", .unsupportedEncryption("aes256-gcm@openssh.com")),
            ("ed25519_chacha20", .unsupportedEncryption("chacha20-poly1305@openssh.com")),
        ])
    func unsupported(name: String, error: KeyFileError) throws {
        let text = try TestKeys.text(name)
        #expect(throws: error) { try PrivateKeyFile(text) }
    }

    @Test("is refused when the key lives in a security token")
    func securityKey() {
        var blob = SSHWireWriter()
        blob.write(string: "sk-ssh-ed25519@openssh.com".utf8)
        let text = OpenSSHText(publicBlob: blob.bytes).text
        #expect(throws: KeyFileError.securityKey(algorithm: "sk-ssh-ed25519@openssh.com")) {
            try PrivateKeyFile(text)
        }
    }

    @Test("names what it is without control characters")
    func terminalIsSafe() {
        var blob = SSHWireWriter()
        blob.write(string: "x-\u{1b}[2J".utf8)
        let fromBlob = OpenSSHText(publicBlob: blob.bytes).text
        #expect(throws: KeyFileError.damaged("the public key")) { try PrivateKeyFile(fromBlob) }
        let fromCipher = OpenSSHText(cipher: "aes\u{1b}[31m" + String(repeating: "é", count: 100)).text
        #expect(throws: KeyFileError.unsupportedEncryption("aes[31m")) { try PrivateKeyFile(fromCipher) }
    }

    @Test("is refused before any work when it asks for too many rounds")
    func tooManyRounds() throws {
        let text = OpenSSHText(cipher: "aes256-ctr", derivation: "bcrypt", rounds: .max).text
        #expect(throws: KeyFileError.tooManyRounds(4_294_967_295, limit: 4096)) { try PrivateKeyFile(text) }
        let none = OpenSSHText(cipher: "aes256-ctr", derivation: "bcrypt", rounds: 0).text
        #expect(throws: KeyFileError.damaged("the options of bcrypt")) { try PrivateKeyFile(none) }
    }

    @Test("is refused before any work when PKCS #8 asks for too many rounds")
    func tooManyPBKDF2Rounds() {
        let text = PBES2Text(rounds: [0x7f, 0xff, 0xff, 0xff]).text
        #expect(throws: KeyFileError.tooManyRounds(0x7fff_ffff, limit: 10_000_000)) { try PrivateKeyFile(text) }
        let none = PBES2Text(rounds: [0]).text
        #expect(throws: KeyFileError.damaged("the options of PBKDF2")) { try PrivateKeyFile(none) }
    }

    @Test("is refused by name when PKCS #8 uses triple DES")
    func tripleDES() {
        let text = PBES2Text(rounds: [1], cipher: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x07]).text
        #expect(throws: KeyFileError.unsupportedEncryption("cipher 1.2.840.113549.3.7")) { try PrivateKeyFile(text) }
    }

    @Test(
        "says what is wrong and what to do in one line",
        arguments: [
            KeyFileError.empty, .tooLarge(byteCount: 1), .notAKey, .publicKey, .foreign(format: "PuTTY"), .damaged("x"),
            .securityKey(algorithm: "sk"), .unsupportedAlgorithm("x"), .unsupportedEncryption("x"),
            .tooManyRounds(9, limit: 8), .modulusSize(bits: 1024), .passphraseNeeded, .wrongPassphrase, .mismatch,
            .unsuitable(algorithm: "x", key: "y"), .signingFailed,
        ])
    func wording(error: KeyFileError) throws {
        #expect(!error.description.contains("\n"))
        #expect(error.description == "\(error.summary); \(try #require(error.advice))")
        #expect(error.exitStatus == 255)
    }
}
