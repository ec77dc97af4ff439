/// The members of an object.
struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let sink: EncodingSink
    let frame: Int
    var codingPath: [any CodingKey] { [] }

    private func prepare(_ key: Key) -> EncodingSink {
        sink.prepare(frame, key: key.stringValue)
        return sink
    }

    mutating func encodeNil(forKey key: Key) { prepare(key).writeNull() }
    mutating func encode(_ value: Bool, forKey key: Key) { prepare(key).write(value) }
    mutating func encode(_ value: String, forKey key: Key) { prepare(key).write(value) }
    mutating func encode(_ value: Double, forKey key: Key) throws {
        throw JSONFault(.invalid("no fractions here"), .path(key.stringValue))
    }
    mutating func encode(_ value: Float, forKey key: Key) throws {
        throw JSONFault(.invalid("no fractions here"), .path(key.stringValue))
    }
    mutating func encode(_ value: Int, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: Int8, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: Int16, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: Int32, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: Int64, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: UInt, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: UInt8, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: UInt16, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: UInt32, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: UInt64, forKey key: Key) { prepare(key).write(integer: value) }
    mutating func encode(_ value: some Encodable, forKey key: Key) throws { try prepare(key).write(encodable: value) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(KeyedWriter<Nested>(sink: prepare(key), frame: sink.open(isObject: true)))
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        UnkeyedWriter(sink: prepare(key), frame: sink.open(isObject: false))
    }

    // Classes that inherit would need it; no message is one.
    mutating func superEncoder() -> any Encoder {
        sink.fail(.invalid("inherited values have no place here"))
        return ValueEncoder(sink: sink)
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder { superEncoder() }
}
