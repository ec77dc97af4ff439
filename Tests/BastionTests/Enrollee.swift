import Enrollment
import FoundationEssentials
import Keys
import StrictJSON
import TestSupport
import TunnelModel

/// Somebody with a token and plain ssh.
struct Enrollee: Sendable {
    let rig: BastionRig
    let token: EnrollmentToken
    /// The one-time key as a file for ssh.
    let identity: String

    init(_ rig: BastionRig, word: String) throws {
        self.rig = rig
        token = try EnrollmentToken(text: word)
        identity = try rig.folder.write(try Self.keyFile(token), to: "token-\(token.id)", mode: 0o600)
    }

    /// Enrolls the key of this name, which is made if there is none; ssh's end.
    func enroll(_ name: String, hostKey: KeyFingerprint? = nil, signedBy other: String? = nil) async throws
        -> RealProgram
    {
        let path = rig.folder.path(name)
        let key = try PublicKey(text: String(contentsOfFile: path + ".pub", encoding: .utf8))
        guard let key, let pinned = token.whereabouts.hostKeys.first else { throw RigError("no key") }
        let secret = try PrivateKeyFile(String(contentsOfFile: other ?? path, encoding: .utf8)).unlock(passphrase: nil)
        let proof = EnrollmentProof(token: token.id, hostKey: hostKey ?? pinned, key: key)
        let bytes = try secret.sign(proof.signedBytes, algorithm: "ssh-ed25519")
        guard let signature = KeySignature(bytes: Array(bytes.suffix(64))) else { throw RigError("no signature") }
        let request = EnrollRequest(
            key: key, hostKey: hostKey ?? pinned, signature: signature, agent: PlainText(cleaning: "plain ssh"))
        let line = String(decoding: try request.line(), as: UTF8.self)
        return try await rig.ssh("enroll", key: identity, ["127.0.0.1", "enroll"], input: line)
    }

    /// An unencrypted key in OpenSSH's own form (PROTOCOL.key).
    private static func keyFile(_ token: EnrollmentToken) throws -> String {
        guard let point = token.publicKey.ed25519Point else { throw RigError("the token's key is not ed25519") }
        var inner = SSHWireWriter()
        inner.write(uint32: 7)
        inner.write(uint32: 7)
        inner.write(string: "ssh-ed25519".utf8)
        inner.write(string: point)
        inner.write(string: token.seed.reveal() + point)
        inner.write(string: [])
        var pad: UInt8 = 1
        while inner.bytes.count % 8 != 0 {
            inner.write(byte: pad)
            pad += 1
        }
        var outer = SSHWireWriter()
        for text in ["none", "none", ""] { outer.write(string: text.utf8) }
        outer.write(uint32: 1)
        outer.write(string: token.publicKey.blob)
        outer.write(string: inner.bytes)
        let base64 = Base64.encode(Array("openssh-key-v1\0".utf8) + outer.bytes)
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n\(base64)\n-----END OPENSSH PRIVATE KEY-----\n"
    }
}
