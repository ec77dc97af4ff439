/// The items of an array.
struct UnkeyedWriter: UnkeyedEncodingContainer {
    let sink: EncodingSink
    let frame: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    private mutating func prepare() -> EncodingSink {
        count += 1
        sink.prepare(frame)
        return sink
    }

    mutating func encodeNil() { prepare().writeNull() }
    mutating func encode(_ value: Bool) { prepare().write(value) }
    mutating func encode(_ value: String) { prepare().write(value) }
    mutating func encode(_ value: Double) throws { throw JSONFault(.invalid("no fractions here"), .path("")) }
    mutating func encode(_ value: Float) throws { throw JSONFault(.invalid("no fractions here"), .path("")) }
    mutating func encode(_ value: Int) { prepare().write(integer: value) }
    mutating func encode(_ value: Int8) { prepare().write(integer: value) }
    mutating func encode(_ value: Int16) { prepare().write(integer: value) }
    mutating func encode(_ value: Int32) { prepare().write(integer: value) }
    mutating func encode(_ value: Int64) { prepare().write(integer: value) }
    mutating func encode(_ value: UInt) { prepare().write(integer: value) }
    mutating func encode(_ value: UInt8) { prepare().write(integer: value) }
    mutating func encode(_ value: UInt16) { prepare().write(integer: value) }
    mutating func encode(_ value: UInt32) { prepare().write(integer: value) }
    mutating func encode(_ value: UInt64) { prepare().write(integer: value) }
    mutating func encode(_ value: some Encodable) throws { try prepare().write(encodable: value) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(KeyedWriter<Nested>(sink: prepare(), frame: sink.open(isObject: true)))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(sink: prepare(), frame: sink.open(isObject: false))
    }

    // Classes that inherit would need it; no message is one.
    mutating func superEncoder() -> any Encoder {
        sink.fail(.invalid("inherited values have no place here"))
        return ValueEncoder(sink: sink)
    }
}
