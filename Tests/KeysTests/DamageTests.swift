import Foundation
import Testing
import TunnelModel

@testable import Keys

@Suite("A damaged key file")
struct DamageTests {
    @Test(
        "gives no key when its text is cut anywhere",
        arguments: TestKeys.usable + ["dsa", "ed25519_aes256-gcm", "ed25519_chacha20"])
    func cutText(name: String) throws {
        let text = Array(try TestKeys.text(name).utf8)
        // Only the newline at the very end may be missing.
        for length in 0..<(text.count - 1) {
            let cut = String(decoding: text[..<length], as: UTF8.self)
            #expect(throws: KeyFileError.self) { try PrivateKeyFile(cut) }
        }
    }

    @Test(
        "gives no key when its content is cut anywhere, in whole armour",
        arguments: [
            "ed25519", "ecdsa256", "rsa2048", "rsa2048_pem", "ecdsa521_pem", "rsa2048_pkcs8", "ecdsa384_pkcs8",
        ])
    func cutContent(name: String) throws {
        let (label, bytes) = try TestKeys.body(name)
        for length in 0..<bytes.count {
            let text = TestKeys.armoured(label, Array(bytes[..<length]))
            #expect(throws: KeyFileError.self) { try PrivateKeyFile(text).unlock(passphrase: nil) }
        }
    }

    @Test(
        "gives no key when its encrypted content is cut anywhere",
        arguments: [
            "ed25519_encrypted", "rsa2048_pkcs8_encrypted",
        ])
    func cutEncryptedContent(name: String) throws {
        let (label, bytes) = try TestKeys.body(name)
        for length in 0..<bytes.count {
            let text = TestKeys.armoured(label, Array(bytes[..<length]))
            #expect(throws: KeyFileError.self) { try PrivateKeyFile(text) }
        }
    }

    @Test(
        "gives the right key or none when one byte is changed",
        arguments: [
            "ed25519", "ecdsa256", "ecdsa256_pem", "ecdsa256_pkcs8",
        ])
    func changedByte(name: String) throws {
        let (label, bytes) = try TestKeys.body(name)
        let expected = try TestKeys.publicKey(name)
        for offset in bytes.indices {
            for change in [0x01, 0x80, 0xff] as [UInt8] {
                var changed = bytes
                changed[offset] ^= change
                let text = TestKeys.armoured(label, changed)
                guard let key = try? PrivateKeyFile(text).unlock(passphrase: nil) else { continue }
                #expect(key.publicKey == expected, "byte \(offset)")
            }
        }
    }

    @Test("gives no key when the length of a field is hostile", arguments: ["ed25519", "ecdsa256", "rsa2048"])
    func hostileLengths(name: String) throws {
        let (label, bytes) = try TestKeys.body(name)
        for offset in 15..<(bytes.count - 4) {
            var changed = bytes
            changed.replaceSubrange(offset..<(offset + 4), with: [0xff, 0xff, 0xff, 0xff])
            let text = TestKeys.armoured(label, changed)
            let key = try? PrivateKeyFile(text).unlock(passphrase: nil)
            // In the comment the bytes are not a length, and do no harm.
            #expect(try key == nil || key?.publicKey == TestKeys.publicKey(name))
        }
    }

    @Test("whose public half belongs to another key is refused")
    func foreignPublicHalf() throws {
        let (label, bytes) = try TestKeys.body("ed25519")
        let own = try #require(try TestKeys.publicKey("ed25519")).blob
        let other = try #require(try TestKeys.publicKey("host_ed25519")).blob
        let place = try #require(bytes.firstRange(of: own))
        var changed = bytes
        changed.replaceSubrange(place, with: other)
        let file = try PrivateKeyFile(TestKeys.armoured(label, changed))
        #expect(throws: KeyFileError.mismatch) { try file.unlock(passphrase: nil) }
    }

    @Test("never shows what stands in its private section")
    func secretStaysSecret() throws {
        var section = SSHWireWriter()
        for _ in 0..<2 { section.write(uint32: 7) }
        section.write(string: "ssh-ed25519 and a secret that follows".utf8)
        let blob = try #require(try TestKeys.publicKey("ed25519")).blob
        let file = try PrivateKeyFile(OpenSSHText(publicBlob: blob, privateSection: section.bytes).text)
        #expect(throws: KeyFileError.mismatch) { try file.unlock(passphrase: nil) }
        // A length where the secret begins: the number is not repeated either.
        section = SSHWireWriter()
        for number in [7, 7, 0x7365_6372] as [UInt32] { section.write(uint32: number) }
        let cut = try PrivateKeyFile(OpenSSHText(publicBlob: blob, privateSection: section.bytes).text)
        #expect(throws: KeyFileError.damaged("the key type")) { try cut.unlock(passphrase: nil) }
    }

    @Test("with RSA numbers that do not fit each other is refused, whatever their size")
    func hostileNumbers() throws {
        let odd = [UInt8](repeating: 0xff, count: 256)
        let half = [UInt8](repeating: 0xff, count: 128)
        let exponent: [UInt8] = [1, 0, 1]
        for (modulus, secret, primes) in [
            (odd, odd, (half, half)), (odd, odd, ([], half)), (odd, odd, ([1], [1])), (odd, [], (half, [0xfd])),
            (odd, odd, (half, Array(half.dropLast()) + [0xfd])),
            (odd, odd, (half, Array(half.dropLast()) + [0xfe])),
        ] as [([UInt8], [UInt8], ([UInt8], [UInt8]))] {
            let numbers = RSANumbers(
                modulus: modulus, publicExponent: exponent, privateExponent: secret, primes: primes)
            #expect(throws: KeyFileError.mismatch) { try PrivateKey(rsa: numbers) }
        }
        for bytes in [0, 127, 2049] {
            let numbers = RSANumbers(
                modulus: [UInt8](repeating: 0xff, count: bytes), publicExponent: exponent, privateExponent: odd,
                primes: (half, half))
            #expect(throws: KeyFileError.modulusSize(bits: bytes * 8)) { try PrivateKey(rsa: numbers) }
        }
    }
}
