import Foundation
import TestSupport
import Testing

@testable import TunnelModel

@Suite("A public key")
struct PublicKeyTests {
    @Test("has the type and fingerprint that ssh-keygen prints", arguments: ["ed25519", "ecdsa", "rsa"])
    func fingerprint(type: String) throws {
        let folder = try TemporaryFolder()
        let text = try folder.makeKey(type)
        let key = try #require(PublicKey(text: text))
        let printed = try RealProgram.run("/usr/bin/ssh-keygen", ["-l", "-f", folder.path("key.pub")]).output
        #expect(printed.contains(" \(key.fingerprint) "))
        #expect(printed.contains("(\(key.displayType))"))
        #expect(key.isWellFormed)
        #expect(text.hasPrefix(key.description))
        #expect(KeyFingerprint(text: key.fingerprint.description) == key.fingerprint)
    }

    @Test("cut anywhere is not well formed")
    func cuts() throws {
        let blob = try #require(PublicKey(text: TemporaryFolder().makeKey("ecdsa"))).blob
        for length in 0..<blob.count {
            #expect(PublicKey(blob: Array(blob.prefix(length)))?.isWellFormed != true)
        }
        #expect(PublicKey(blob: blob + [0])?.isWellFormed == false)
    }

    @Test("whose text names another algorithm than its blob is refused")
    func mismatch() throws {
        let text = try TemporaryFolder().makeKey("ed25519")
        #expect(PublicKey(text: text.replacingOccurrences(of: "ssh-ed25519", with: "ssh-rsa")) == nil)
    }
}
