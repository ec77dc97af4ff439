/// Decodes values from JSON, and refuses whatever they do not ask for.
///
/// Refused are unknown keys, unless told otherwise, numbers that are no integers or do not fit, and values of another
/// kind; nothing is converted. `null` where a value is optional means that it is not there. What a type throws from its
/// own `init(from:)` is told with the place.
package struct StrictDecoder: Sendable {
    /// Whether keys that nobody asks for are passed over: for messages of a newer version than ours.
    package var ignoresUnknownKeys: Bool

    /// A strict decoder.
    package init(ignoresUnknownKeys: Bool = false) {
        self.ignoresUnknownKeys = ignoresUnknownKeys
    }

    /// Decodes a value that was read already.
    package func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws(JSONFault) -> T {
        try JSONFault.only { try DecodingNode(value, ignoresUnknownKeys: ignoresUnknownKeys).decode(type) }
    }

    /// Reads a text and decodes it.
    package func decode<T: Decodable>(
        _ type: T.Type, from bytes: some Collection<UInt8>, limits: JSONLimits = .line
    ) throws(JSONFault) -> T {
        try decode(type, from: JSONValue(parsing: bytes, limits: limits))
    }
}
