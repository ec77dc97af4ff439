package import TunnelModel

/// The bastion's answer to ``Hello``, in an ``Answer``.
package enum HelloReply: Codable, Sendable, Hashable {
    /// The device may listen.
    case accepted(Welcome)
    /// It waits for approval: it keeps away and says hello again after so long.
    case pending(retryAfter: TimeSpan)

    private enum Key: String, CodingKey {
        case state, welcome, retryAfter
    }

    private enum State: String, Codable {
        case accepted, pending
    }

    /// Reads `{"state":"accepted","welcome":…}` or `{"state":"pending","retryAfter":"5m"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(State.self, forKey: .state) {
        case .accepted: self = .accepted(try container.decode(Welcome.self, forKey: .welcome))
        case .pending: self = .pending(retryAfter: try container.decode(TimeSpan.self, forKey: .retryAfter))
        }
    }

    /// Writes one of the two.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .accepted(let welcome):
            try container.encode(State.accepted, forKey: .state)
            try container.encode(welcome, forKey: .welcome)
        case .pending(let retryAfter):
            try container.encode(State.pending, forKey: .state)
            try container.encode(retryAfter, forKey: .retryAfter)
        }
    }
}
