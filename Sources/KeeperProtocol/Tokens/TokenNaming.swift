package import TunnelModel

/// Whom a token enrolls, and under which name.
package enum TokenNaming: Codable, Sendable, Hashable {
    /// One device of this name.
    case device(DeviceName)
    /// Devices named by a template such as `cam-{n}`; the registry checks it.
    case devices(PlainText)
    /// One operator of this name.
    case `operator`(OperatorName)

    private enum Key: String, CodingKey {
        case device
        case template
        case `operator`
    }

    /// Reads an object with exactly one of `device`, `template`, `operator`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let value = try container.decodeIfPresent(DeviceName.self, forKey: .device) {
            self = .device(value)
        } else if let value = try container.decodeIfPresent(PlainText.self, forKey: .template) {
            self = .devices(value)
        } else if let value = try container.decodeIfPresent(OperatorName.self, forKey: .operator) {
            self = .operator(value)
        } else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "device or template or operator is due"))
        }
    }

    /// Writes an object with one of them.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .device(let value): try container.encode(value, forKey: .device)
        case .devices(let value): try container.encode(value, forKey: .template)
        case .operator(let value): try container.encode(value, forKey: .operator)
        }
    }
}
