import CCrypto
package import TunnelModel

/// All that a new device or operator needs for its first contact, as one word that people can paste: `sp1_…`.
///
/// It holds a private key, so it prints a mask; ``text`` is the word. The bastion keeps only ``publicKey``.
package struct EnrollmentToken: Sendable, CustomStringConvertible {
    /// What the enrollee becomes.
    package enum Purpose: UInt8, Sendable, Hashable {
        /// A device.
        case device = 1
        /// An operator.
        case `operator` = 2
    }

    /// What the enrollee becomes.
    package let purpose: Purpose
    /// The registry's number of the token.
    package let id: TokenID
    /// Where the bastion is, which host keys it may show, and the login for enrolling.
    package let whereabouts: Whereabouts
    /// The 32-byte seed of the one-time Ed25519 key (RFC 8032 section 5.1.5).
    package let seed: Secret<[UInt8]>
    /// The public half of the one-time key.
    package let publicKey: PublicKey

    /// Puts a token together.
    ///
    /// - Parameters:
    ///   - purpose: what the enrollee becomes.
    ///   - id: the registry's number.
    ///   - whereabouts: 1–8 addresses and 1–4 host keys: the one in use, and the spare that is kept offline.
    ///   - seed: 32 random bytes.
    /// - Throws: ``EnrollmentTokenError/impossible(_:)`` when a count is off.
    package init(
        purpose: Purpose, id: TokenID, whereabouts: Whereabouts, seed: [UInt8]
    ) throws(EnrollmentTokenError) {
        guard (1...8).contains(whereabouts.bastions.count) else {
            throw .impossible("a token has 1-8 bastion addresses")
        }
        guard (1...4).contains(whereabouts.hostKeys.count) else { throw .impossible("a token has 1-4 host keys") }
        guard seed.count == 32 else { throw .impossible("the seed of a token's key has 32 bytes") }
        var point = [UInt8](repeating: 0, count: 32)
        guard sallyport_ed25519_public(seed, &point) == 0, let key = PublicKey(ed25519Point: point) else {
            throw .impossible("libcrypto makes no Ed25519 key: look at its configuration, openssl.cnf")
        }
        self.purpose = purpose
        self.id = id
        self.whereabouts = whereabouts
        self.seed = Secret(seed)
        publicKey = key
    }

    /// Which token it is, without its secret.
    package var description: String { "<enrollment token \(id)>" }
}
