/// The members of an object. What is asked for counts as known.
struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let node: DecodingNode
    let object: JSONObject
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { value(key) != nil }

    private func value(_ key: Key) -> JSONValue? {
        guard let position = object.position(of: key.stringValue) else { return nil }
        node.know(position)
        return object.members[position].value
    }

    private func item(_ key: Key) throws -> DecodingNode {
        guard let value = value(key) else { throw node.child(.null, .key(key.stringValue)).fault(.missing) }
        return node.child(value, .key(key.stringValue))
    }

    func decodeNil(forKey key: Key) throws -> Bool { try item(key).value == .null }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try item(key).bool() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try item(key).string() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        throw try item(key).fault(.invalid("no fractions here"))
    }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
        throw try item(key).fault(.invalid("no fractions here"))
    }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try item(key).integer() }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try item(key).integer() }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try item(key).integer() }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try item(key).integer() }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try item(key).integer() }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try item(key).integer() }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try item(key).integer() }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try item(key).integer() }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try item(key).integer() }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try item(key).integer() }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try item(key).decode(type) }

    // Codable's own way for optionals looks the key up three times.

    private func present(_ key: Key) -> DecodingNode? {
        guard let value = value(key), value != .null else { return nil }
        return node.child(value, .key(key.stringValue))
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.bool() }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.string() }
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try present(key)?.decode(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try node.open(item(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try node.open(item(key)).unkeyedContainer()
    }

    // Classes that inherit would need it; no message is one.
    func superDecoder() throws -> any Decoder { throw node.fault(.invalid("inherited values have no place here")) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try superDecoder() }
}
