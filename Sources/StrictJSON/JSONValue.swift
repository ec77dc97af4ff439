/// A JSON text (RFC 8259), read.
package enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number, as it was spelled. No message of ours has one; a newer peer's may.
    case decimal(String)
    /// A string, its escapes resolved.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object, no key of it twice.
    case object(JSONObject)

    /// The kind of the value in words, for messages.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer: "an integer"
        case .decimal: "a number that is no 64-bit integer"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// Reads one text. Nothing but blanks may follow it.
    ///
    /// - Parameters:
    ///   - bytes: the text in UTF-8.
    ///   - limits: what is too long or too deep.
    /// - Throws: the first fault, with its byte.
    package init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .line) throws(JSONFault) {
        guard bytes.count <= limits.bytes else {
            throw JSONFault(.tooLong(limit: limits.bytes), .byte(limits.bytes + 1))
        }
        var parser = JSONParser(bytes: Array(bytes), depthLimit: limits.depth)
        self = try parser.parse()
    }

    /// The text without blanks, in UTF-8.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }
}
