import Foundation
import Testing
import TunnelModel

@testable import Keys

@Suite("A private key file")
struct PrivateKeyFileTests {
    @Test("gives the key whose public half stands in the .pub file", arguments: TestKeys.usable)
    func unlocks(name: String) throws {
        #expect(try TestKeys.unlock(name).publicKey == TestKeys.publicKey(name))
    }

    @Test("that is plain needs no passphrase and shows its public key", arguments: TestKeys.plain)
    func plain(name: String) throws {
        let file = try PrivateKeyFile(TestKeys.text(name))
        #expect(!file.isEncrypted)
        #expect(try file.publicKey == TestKeys.publicKey(name))
        #expect(try file.unlock(passphrase: nil).publicKey == file.publicKey)
    }

    @Test("in OpenSSH's format shows its public key while it is encrypted", arguments: TestKeys.encryptedOpenSSH)
    func encryptedShowsPublicKey(name: String) throws {
        let file = try PrivateKeyFile(TestKeys.text(name))
        #expect(file.isEncrypted)
        #expect(file.kind == .openSSH)
        #expect(try file.publicKey == TestKeys.publicKey(name))
    }

    @Test("in an encrypted PEM form hides its public key", arguments: TestKeys.encryptedPEM)
    func encryptedHidesPublicKey(name: String) throws {
        let file = try PrivateKeyFile(TestKeys.text(name))
        #expect(file.isEncrypted)
        #expect(file.publicKey == nil)
    }

    @Test(
        "does not open with a wrong passphrase",
        arguments: ["ecdsa256_encrypted", "rsa2048_encrypted", "ed25519_aes256-cbc"] + TestKeys.encryptedPEM)
    func wrongPassphrase(name: String) throws {
        let file = try PrivateKeyFile(TestKeys.text(name))
        #expect(throws: KeyFileError.wrongPassphrase) { try file.unlock(passphrase: Secret("Sallyport")) }
    }

    @Test(
        "does not open without a passphrase, or with an empty one",
        arguments: ["ed25519_encrypted", "rsa2048_pem_encrypted", "rsa2048_pkcs8_encrypted"])
    func noPassphrase(name: String) throws {
        let file = try PrivateKeyFile(TestKeys.text(name))
        #expect(throws: KeyFileError.passphraseNeeded) { try file.unlock(passphrase: nil) }
        #expect(throws: KeyFileError.passphraseNeeded) { try file.unlock(passphrase: Secret("")) }
    }

    @Test("with garbage behind good padding is a wrong passphrase, never a key or damage")
    func luckyPadding() throws {
        let file = try PrivateKeyFile(TestKeys.text("ecdsa256_pem_encrypted"))
        for number in 0..<2_000 {
            #expect(throws: KeyFileError.wrongPassphrase) { try file.unlock(passphrase: Secret("guess \(number)")) }
        }
    }

    @Test("may have lost its last newline, use CR LF, or stand below other text")
    func tolerance() throws {
        let text = try TestKeys.text("ed25519")
        let expected = try TestKeys.publicKey("ed25519")
        for variant in [
            String(text.dropLast()), text.replacing("\n", with: "\r\n"), "\n  \nKey for the gate:\n" + text + "\nend\n",
        ] {
            #expect(try PrivateKeyFile(variant).publicKey == expected)
        }
    }

    @Test("of EC kind may stand below its parameters, as openssl ecparam writes it")
    func parametersFirst() throws {
        let text = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
        #expect(try PrivateKeyFile(text + TestKeys.text("ecdsa256_pem")).kind == .ecPEM)
    }

    @Test("of Ed25519 in PKCS #8, as openssl genpkey writes it, gives the key")
    func ed25519PKCS8() throws {
        // RFC 8410 section 10.3: the key of its example and that key's public half.
        let text = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """
        let key = try PrivateKeyFile(text).unlock(passphrase: nil)
        #expect(Base64.encode(key.publicKey.blob.suffix(32)) == "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")
    }

    @Test("prints a mask, and so does its key")
    func masks() throws {
        let file = try PrivateKeyFile(TestKeys.text("ed25519"))
        var dumped = ""
        dump(file, to: &dumped)
        dump(try file.unlock(passphrase: nil), to: &dumped)
        #expect(dumped == "- <private key file openSSH>\n- <private key ssh-ed25519>\n")
        #expect("\(file)" == "<private key file openSSH>")
    }
}
