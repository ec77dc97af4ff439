/// A message that is one line of JSON: an object whose first member `v` is the version of what it says.
///
/// Neighbouring versions understand each other in this way: a field that is added later is optional, and of a message
/// with a newer `v` than ours the keys that we do not know are passed over. The type itself has no `v`.
package protocol JSONMessage: Codable, Sendable {
    /// The version that we speak, 1 or more.
    static var version: Int { get }
    /// Reads a line, with its newline or without.
    init(line: some Collection<UInt8>) throws(JSONFault)
    /// The line, with its newline: at most 64 KiB before it.
    func line() throws(JSONFault) -> [UInt8]
}

extension JSONMessage {
    /// Reads a line, with its newline or without.
    ///
    /// - Throws: what is wrong with it and where, also a missing or impossible `v`.
    package init(line: some Collection<UInt8>) throws(JSONFault) {
        self = try Self.read(JSONValue(parsing: line))
    }

    /// Decodes a line that was parsed.
    package static func read(_ value: JSONValue) throws(JSONFault) -> Self {
        let node = DecodingNode(value, ignoresUnknownKeys: false)
        guard case .object(let object) = value else {
            throw node.fault(.wrongKind(expected: "an object", found: value.kind))
        }
        guard let given = object["v"] else { throw node.child(.null, .key("v")).fault(.missing) }
        let version: Int = try node.child(given, .key("v")).integer()
        guard version >= 1 else { throw node.child(given, .key("v")).fault(.outOfRange) }
        let reader = DecodingNode(value, ignoresUnknownKeys: version > Self.version)
        reader.know("v")
        return try JSONFault.only { try reader.decode(Self.self) }
    }

    /// The line, with its newline: at most 64 KiB before it.
    package func line() throws(JSONFault) -> [UInt8] { try encodedLine() }

    /// The line, by way of Codable.
    package func encodedLine() throws(JSONFault) -> [UInt8] {
        try StrictEncoder().encode(self, version: Self.version) + [UInt8(ascii: "\n")]
    }
}
