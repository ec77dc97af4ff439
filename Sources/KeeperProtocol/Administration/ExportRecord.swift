/// One line of an export or an import.
package enum ExportRecord: Codable, Sendable, Hashable {
    /// An operator.
    case `operator`(ExportedOperator)
    /// A device.
    case device(ExportedDevice)
    /// A grant.
    case grant(ExportedGrant)

    private enum Key: String, CodingKey {
        case `operator`
        case device
        case grant
    }

    /// Reads an object with exactly one of `operator`, `device`, `grant`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let value = try container.decodeIfPresent(ExportedOperator.self, forKey: .operator) {
            self = .operator(value)
        } else if let value = try container.decodeIfPresent(ExportedDevice.self, forKey: .device) {
            self = .device(value)
        } else if let value = try container.decodeIfPresent(ExportedGrant.self, forKey: .grant) {
            self = .grant(value)
        } else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "operator or device or grant is due"))
        }
    }

    /// Writes an object with one of them.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .operator(let value): try container.encode(value, forKey: .operator)
        case .device(let value): try container.encode(value, forKey: .device)
        case .grant(let value): try container.encode(value, forKey: .grant)
        }
    }
}
