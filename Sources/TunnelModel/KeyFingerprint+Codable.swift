extension KeyFingerprint: Codable {
    /// Reads one string, `SHA256:…`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let fingerprint = KeyFingerprint(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a key fingerprint: SHA256: and 43 characters of base64 are due")
        }
        self = fingerprint
    }

    /// Writes one string, `SHA256:…`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
