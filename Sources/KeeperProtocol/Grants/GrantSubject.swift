package import TunnelModel

/// Who is permitted something.
package enum GrantSubject: Codable, Sendable, Hashable {
    /// One operator.
    case `operator`(OperatorName)
    /// Everybody in a group.
    case group(GroupName)

    private enum Key: String, CodingKey {
        case `operator`
        case group
    }

    /// Reads an object with exactly one of `operator`, `group`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let value = try container.decodeIfPresent(OperatorName.self, forKey: .operator) {
            self = .operator(value)
        } else if let value = try container.decodeIfPresent(GroupName.self, forKey: .group) {
            self = .group(value)
        } else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "operator or group is due"))
        }
    }

    /// Writes an object with one of them.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .operator(let value): try container.encode(value, forKey: .operator)
        case .group(let value): try container.encode(value, forKey: .group)
        }
    }
}
