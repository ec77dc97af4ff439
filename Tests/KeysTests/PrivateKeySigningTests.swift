import Crypto
import CryptoExtras
import Foundation
import Testing
import TunnelModel

@testable import Keys

@Suite("A private key")
struct PrivateKeySigningTests {
    private let data = Array("what the server wants signed".utf8)

    @Test("makes signatures that its public key verifies", arguments: TestKeys.signing)
    func verifies(name: String) throws {
        let key = try TestKeys.unlock(name)
        for algorithm in key.signatureAlgorithms {
            let signature = try key.sign(data, algorithm: algorithm)
            let blob = try #require(try TestKeys.publicKey(name)).blob
            #expect(try SignatureCheck(blob: blob).accepts(signature, of: data, algorithm: algorithm))
            #expect(try !SignatureCheck(blob: blob).accepts(signature, of: data + [0], algorithm: algorithm))
        }
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
