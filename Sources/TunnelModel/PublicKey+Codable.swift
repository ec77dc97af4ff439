extension PublicKey: Codable {
    /// Reads one string, `ssh-ed25519 AAAA…`, of an algorithm that OpenSSH knows; a comment is dropped.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let key = PublicKey(text: try container.decode(String.self)), key.isWellFormed else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a public key: the text of a .pub file of OpenSSH is due")
        }
        self = key
    }

    /// Writes one string: algorithm, a blank, base64.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
