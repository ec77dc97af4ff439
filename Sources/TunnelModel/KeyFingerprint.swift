import CCrypto

/// The SHA-256 fingerprint of a public key, in the form that OpenSSH prints: `SHA256:` and 43 characters.
public struct KeyFingerprint: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes of the digest.
    public let digest: [UInt8]

    /// Computes the fingerprint of a key.
    public init(of key: PublicKey) {
        var digest = [UInt8](repeating: 0, count: 32)
        let status = sallyport_sha256(key.blob, key.blob.count, &digest)
        // No input can cause it, and a made-up fingerprint would be the same for all keys.
        precondition(status == 0, "libcrypto gives no SHA-256: look at its configuration, openssl.cnf")
        self.digest = digest
    }

    /// Reads `SHA256:…`, unpadded as OpenSSH prints it or with its one `=`; nil for anything else.
    public init?(text: String) {
        let prefix = "SHA256:"
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        let body = String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
        guard let digest = Base64.decode(body.utf8.count == 43 ? body + "=" : body), digest.count == 32 else {
            return nil
        }
        self.digest = digest
    }

    /// `SHA256:` and the digest in base64 without padding.
    public var description: String { "SHA256:" + Base64.encode(digest, padded: false) }
}
