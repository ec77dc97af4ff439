import Testing
import TunnelModel

@testable import Keys

@Suite("A private key")
struct PrivateKeySigningTests {
    private let data = Array("what the server wants signed".utf8)

    @Test("of Ed25519 kind has the public half and makes the signature that RFC 8032 publishes")
    func publishedVector() throws {
        // Section 7.1, test 2: one byte is signed.
        let seed = try TestKeys.bytes(hex: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        let point = try TestKeys.bytes(hex: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let signature = try TestKeys.bytes(
            hex: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
        let key = try PrivateKey(ed25519Seed: seed)
        #expect(key.publicKey.blob.suffix(32) == point[...])
        #expect(try key.sign([0x72], algorithm: "ssh-ed25519") == signature)
    }

    @Test("of RSA kind may have as few bits as ssh allows, and as many odd ones", arguments: [1024, 1031, 4096])
    func otherSizes(bits: Int) throws {
        let key = try PrivateKeyFile(FreshKey.rsa(bits: bits)).unlock(passphrase: nil)
        for algorithm in key.signatureAlgorithms {
            #expect(try key.sign(data, algorithm: algorithm).count == (bits + 7) / 8)
            #expect(try SSHKeygenCheck(key: key, algorithm: algorithm).accepts(data, claimed: data))
        }
    }

    @Test("is refused when its number is no private number of its curve", arguments: EllipticCurve.allCases)
    func outsideOfCurve(curve: EllipticCurve) throws {
        for number in [[], [UInt8](repeating: 0xff, count: curve.byteCount)] {
            #expect(throws: KeyFileError.damaged("the private number does not belong to \(curve)")) {
                try PrivateKey(curve: curve, number: number)
            }
        }
        // 1 is one: its point is the generator itself.
        #expect(throws: Never.self) { try PrivateKey(curve: curve, number: [1]) }
    }

    @Test("makes signatures that ssh-keygen verifies", arguments: TestKeys.signing)
    func opensshVerifies(name: String) throws {
        let key = try TestKeys.unlock(name)
        for algorithm in key.signatureAlgorithms {
            #expect(try SSHKeygenCheck(key: key, algorithm: algorithm).accepts(data, claimed: data))
            #expect(try !SSHKeygenCheck(key: key, algorithm: algorithm).accepts(data, claimed: data + [0]))
        }
    }

    @Test("makes signatures of the length that SSH wants")
    func lengths() throws {
        #expect(try TestKeys.unlock("ed25519").sign(data, algorithm: "ssh-ed25519").count == 64)
        #expect(try TestKeys.unlock("rsa2048").sign(data, algorithm: "rsa-sha2-256").count == 256)
        #expect(try TestKeys.unlock("rsa3072").sign(data, algorithm: "rsa-sha2-512").count == 384)
    }

    @Test("offers its algorithms, the best first, and never SHA-1")
    func algorithms() throws {
        #expect(try TestKeys.unlock("rsa2048").signatureAlgorithms == ["rsa-sha2-512", "rsa-sha2-256"])
        #expect(try TestKeys.unlock("ed25519").signatureAlgorithms == ["ssh-ed25519"])
        #expect(try TestKeys.unlock("ecdsa521").signatureAlgorithms == ["ecdsa-sha2-nistp521"])
    }

    @Test(
        "refuses to sign with an algorithm of another key, or with SHA-1",
        arguments: [
            ("rsa2048", "ssh-rsa"), ("ed25519", "rsa-sha2-512"), ("ecdsa256", "ecdsa-sha2-nistp384"),
        ])
    func unsuitable(name: String, algorithm: String) throws {
        let key = try TestKeys.unlock(name)
        let error = KeyFileError.unsuitable(algorithm: algorithm, key: key.publicKey.algorithm)
        #expect(throws: error) { try key.sign(data, algorithm: algorithm) }
        #expect(throws: error) { try key.authenticationBlob(algorithm: algorithm) }
    }

    @Test("of RSA kind offers a blob that starts with the signature algorithm")
    func authenticationBlob() throws {
        let key = try TestKeys.unlock("rsa2048")
        var renamed = SSHWireReader(try key.authenticationBlob(algorithm: "rsa-sha2-256"))
        var original = SSHWireReader(key.publicKey.blob)
        #expect(try renamed.readString() == Array("rsa-sha2-256".utf8))
        #expect(try original.readString() == Array("ssh-rsa".utf8))
        #expect(renamed.remaining == original.remaining)
    }

    @Test("of another kind offers its blob unchanged", arguments: ["ed25519", "ecdsa384"])
    func unchangedBlob(name: String) throws {
        let key = try TestKeys.unlock(name)
        #expect(try key.authenticationBlob(algorithm: key.publicKey.algorithm) == key.publicKey.blob)
    }
}
