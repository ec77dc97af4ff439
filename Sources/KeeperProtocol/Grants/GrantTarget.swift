package import TunnelModel

/// Which devices a grant means.
package enum GrantTarget: Codable, Sendable, Hashable {
    /// One device; when it gets another name the grant follows.
    case device(DeviceName)
    /// All devices whose names match, also those to come.
    case pattern(NamePattern)
    /// All devices with the label; a key alone takes every value.
    case label(Label)

    private enum Key: String, CodingKey {
        case device
        case pattern
        case label
    }

    /// Reads an object with exactly one of `device`, `pattern`, `label`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let value = try container.decodeIfPresent(DeviceName.self, forKey: .device) {
            self = .device(value)
        } else if let value = try container.decodeIfPresent(NamePattern.self, forKey: .pattern) {
            self = .pattern(value)
        } else if let value = try container.decodeIfPresent(Label.self, forKey: .label) {
            self = .label(value)
        } else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "device or pattern or label is due"))
        }
    }

    /// Writes an object with one of them.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .device(let value): try container.encode(value, forKey: .device)
        case .pattern(let value): try container.encode(value, forKey: .pattern)
        case .label(let value): try container.encode(value, forKey: .label)
        }
    }
}
