/// The algorithms that we offer, best first, by their names on the wire (RFC 4253 section 7.1).
///
/// The defaults keep clear of every known transport bug of libssh2 1.10.0, 1.11.0 and 1.11.1 and of Terrapin:
/// counter-mode AES with a plain SHA-2 MAC, and elliptic curves only. Names that the libssh2 at hand does not know are
/// left out before they reach it: its own stripping of unknown names overlaps a memcpy.
package struct Algorithms: Equatable, Sendable {
    /// Key exchange methods.
    package var keyExchange = ["curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256"]
    /// Host key types, for the server's proof of itself.
    package var hostKey = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512",
        "rsa-sha2-256",
    ]
    /// Ciphers, the same for both directions.
    package var cipher = ["aes128-ctr", "aes256-ctr"]
    /// Message authentication codes, the same for both directions.
    package var mac = ["hmac-sha2-256", "hmac-sha2-512"]

    /// The defaults.
    package init() {}
}
