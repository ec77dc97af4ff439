import CCrypto
package import TunnelModel

/// What an enrollee signs with its new key: that it has the key, for this token and at this bastion.
package struct EnrollmentProof: Sendable, Hashable {
    /// The token that it uses.
    package let token: TokenID
    /// The host key that it sees.
    package let hostKey: KeyFingerprint
    /// The new key.
    package let key: PublicKey

    /// A proof to sign or to check.
    package init(token: TokenID, hostKey: KeyFingerprint, key: PublicKey) {
        self.token = token
        self.hostKey = hostKey
        self.key = key
    }

    // No other signature of such a key covers bytes that begin so: a login's begin with a hash of 20, 32, 48 or 64
    // bytes (RFC 4252 section 7), ssh-keygen -Y's with the letters SSHSIG and no length.
    private static let domain = "sallyport enrollment proof, version 1"

    /// The bytes to sign, in the types of RFC 4251: string domain, uint64 token, string SHA-256 of the host key, string
    /// key blob.
    package var signedBytes: [UInt8] {
        var writer = SSHWireWriter()
        writer.write(string: Self.domain.utf8)
        writer.write(uint32: UInt32(truncatingIfNeeded: token.number >> 32))
        writer.write(uint32: UInt32(truncatingIfNeeded: token.number))
        writer.write(string: hostKey.digest)
        writer.write(string: key.blob)
        return writer.bytes
    }

    /// Checks a signature over ``signedBytes``.
    ///
    /// - Throws: `unsupported-key` unless the key is ed25519, `bad-signature` unless the signature is by it.
    package func verify(_ signature: KeySignature) throws(Refusal) {
        guard let point = key.ed25519Point else {
            throw Refusal(
                .unsupportedKey, "the new key is of type \(key.displayType), but an enrolled key must be ED25519",
                advice: "make one with ssh-keygen -t ed25519")
        }
        let message = signedBytes
        guard sallyport_ed25519_verify(point, message, message.count, signature.bytes) == 1 else {
            throw Refusal(.badSignature, "the signature is not by the new key over this token and host key")
        }
    }
}
