package import StrictJSON

/// One line of an answer. An answer is any number of items, then one end: what was asked for, or a refusal.
///
/// On the wire `{"v":1,"item":…}`, `{"v":1,"ok":…}`, `{"v":1,"error":…}`. So an answer of a hundred thousand devices
/// needs no long line, and one that breaks off is told from one that is done.
package enum ReplyLine<Item: Codable & Sendable & Hashable, End: Codable & Sendable & Hashable>: JSONMessage, Hashable {
    /// One of many.
    case item(Item)
    /// The end, with what is said once.
    case ok(End)
    /// The end: it was not done. Items before it do not count.
    case refused(Refusal)

    private enum Key: String, CodingKey {
        case item, ok, error
    }

    /// ``ProtocolVersion/current``.
    package static var version: Int { ProtocolVersion.current }

    /// Whether nothing comes after this line.
    package var isEnd: Bool {
        if case .item = self { false } else { true }
    }

    /// Reads a line with exactly one of `item`, `ok`, `error`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if container.contains(.error) {
            self = .refused(try container.decode(Refusal.self, forKey: .error))
        } else if container.contains(.item) {
            self = .item(try container.decode(Item.self, forKey: .item))
        } else {
            self = .ok(try container.decode(End.self, forKey: .ok))
        }
    }

    /// Writes one of `item`, `ok`, `error`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .item(let item): try container.encode(item, forKey: .item)
        case .ok(let end): try container.encode(end, forKey: .ok)
        case .refused(let refusal): try container.encode(refusal, forKey: .error)
        }
    }
}

extension ReplyLine {
    /// Reads a line, with its newline or without. Items that are rows take the short way.
    package init(line: some Collection<UInt8>) throws(JSONFault) {
        let value = try JSONValue(parsing: line)
        if let type = Item.self as? any JSONRow.Type, let item = value.row(type, key: "item", version: Self.version),
            let item = item as? Item
        {
            self = .item(item)
        } else {
            self = try Self.read(value)
        }
    }

    /// The line, with its newline. Items that are rows take the short way.
    package func line() throws(JSONFault) -> [UInt8] {
        guard case .item(let item) = self, let row = item as? any JSONRow else { return try encodedLine() }
        return try row.line(key: "item", version: Self.version)
    }
}
