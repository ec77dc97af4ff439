import Enrollment
import Keys
import TestSupport
import Testing
import TunnelModel

@Suite("The proof of a new key")
struct EnrollmentProofTests {
    private func proof(_ token: Int64 = 19, _ name: String = "ed25519", hostKey: UInt8 = 1) throws -> EnrollmentProof {
        let hostKey = try #require(KeyFingerprint(digest: [UInt8](repeating: hostKey, count: 32)))
        return EnrollmentProof(token: try Samples.id(token), hostKey: hostKey, key: try Samples.key(name))
    }

    private func signature(_ proof: EnrollmentProof) throws -> KeySignature {
        let bytes = try Samples.privateKey().sign(proof.signedBytes, algorithm: "ssh-ed25519")
        return try #require(KeySignature(bytes: bytes))
    }

    @Test("holds for the token, host key and key that were signed, and for no other")
    func verifies() throws {
        let signed = try proof()
        let signature = try signature(signed)
        try signed.verify(signature)
        for other in [try proof(20), try proof(19, "host_ed25519"), try proof(hostKey: 2)] {
            #expect(throws: Refusal.self) { try other.verify(signature) }
        }
        for index in signature.bytes.indices {
            var bytes = signature.bytes
            bytes[index] ^= 1
            let changed = try #require(KeySignature(bytes: bytes))
            #expect(throws: Refusal.self) { try signed.verify(changed) }
        }
    }

    @Test("is refused in a sentence for a key that is not ed25519", arguments: ["ecdsa256", "rsa2048"])
    func unsupported(name: String) throws {
        let signature = try signature(proof())
        do {
            try proof(19, name).verify(signature)
            Issue.record("accepted")
        } catch let refusal as Refusal {
            #expect(refusal.code == .unsupportedKey)
            #expect(refusal.summary.contains(name == "rsa2048" ? "RSA" : "ECDSA"))
            #expect(refusal.summary.contains("must be ED25519"))
        }
    }

    @Test("covers bytes that begin with its own domain")
    func bytes() throws {
        let bytes = try proof().signedBytes
        let domain = "sallyport enrollment proof, version 1"
        #expect(bytes.prefix(4 + domain.utf8.count) == [0, 0, 0, UInt8(domain.utf8.count)] + Array(domain.utf8)[...])
        var reader = SSHWireReader(bytes)
        _ = try reader.readString()
        #expect(try reader.readUInt32() == 0)
        #expect(try reader.readUInt32() == 19)
        #expect(try reader.readString() == [UInt8](repeating: 1, count: 32))
        #expect(try reader.readString() == Samples.key().blob)
        #expect(reader.isAtEnd)
    }

    @Test("cannot be a login's signature, whose session identifier is a hash")
    func separate() throws {
        #expect(throws: SignatureRequest.Malformed.self) { try SignatureRequest(proof().signedBytes) }
        #expect(![20, 32, 48, 64].contains("sallyport enrollment proof, version 1".utf8.count))
    }
}
