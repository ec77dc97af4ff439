import CCrypto

/// A hashed host name of known_hosts, `|1|salt|hash|` without the last bar: HMAC-SHA1 of the name under the salt.
///
/// Hides the names from a casual reader only; it is no protection against guessing. Source: OpenSSH hostfile.c.
package struct HostNameHash: Sendable, Hashable, CustomStringConvertible {
    private static let magic = "|1|"

    /// The salt, which is the key of the HMAC.
    package let salt: HostNameSalt
    /// The 20 bytes of the HMAC.
    package let digest: [UInt8]

    /// Hashes a name, in lower case and with its port in ssh's form.
    package init(name: String, salt: HostNameSalt) {
        self.salt = salt
        digest = Self.hash(name, salt)
    }

    /// Reads the first field of a known_hosts line; nil unless it is `|1|`, a salt of 20 bytes, `|` and a hash of 20.
    package init?(field: String) {
        guard field.hasPrefix(Self.magic) else { return nil }
        let parts = field.dropFirst(Self.magic.count).split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = Base64.decode(String(parts[0])), let salt = HostNameSalt(bytes),
            let digest = Base64.decode(String(parts[1])), digest.count == HostNameSalt.length
        else { return nil }
        self.salt = salt
        self.digest = digest
    }

    /// Whether a name, in lower case and with its port in ssh's form, has this hash.
    package func matches(_ name: String) -> Bool { Self.hash(name, salt) == digest }

    /// The field as it stands in the file.
    package var description: String { Self.magic + Base64.encode(salt.bytes) + "|" + Base64.encode(digest) }

    private static func hash(_ name: String, _ salt: HostNameSalt) -> [UInt8] {
        let bytes = Array(name.utf8)
        var code = [UInt8](repeating: 0, count: HostNameSalt.length)
        let status = sallyport_hmac_sha1(salt.bytes, salt.bytes.count, bytes, bytes.count, &code)
        // No input can cause it, and going on with a made-up hash could file a key under no name.
        precondition(status == 0, "libcrypto gives no HMAC-SHA1: look at its configuration, openssl.cnf")
        return code
    }
}
