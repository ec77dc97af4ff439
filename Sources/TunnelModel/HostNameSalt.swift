/// The salt of a hashed host name in known_hosts: 20 bytes, the size of SHA-1 (OpenSSH hostfile.c).
package struct HostNameSalt: Sendable, Hashable {
    /// How many bytes a salt has.
    package static let length = 20
    /// The bytes themselves.
    package let bytes: [UInt8]

    /// Takes a salt from elsewhere; nil unless it has 20 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// Draws a fresh salt.
    package init(using generator: inout some RandomNumberGenerator) {
        bytes = (0..<Self.length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
