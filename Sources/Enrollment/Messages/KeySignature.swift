import TunnelModel

/// An Ed25519 signature of 64 bytes (RFC 8032), base64 in JSON.
package struct KeySignature: Codable, Sendable, Hashable {
    /// The 64 bytes.
    package let bytes: [UInt8]

    /// Takes the inner signature of SSH's format; nil unless it has 64 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 64 else { return nil }
        self.bytes = bytes
    }

    /// Reads base64 with padding.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Base64.decode(try container.decode(String.self)), bytes.count == 64 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a signature: 64 bytes in base64 are due")
        }
        self.bytes = bytes
    }

    /// Writes base64 with padding.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64.encode(bytes))
    }
}
