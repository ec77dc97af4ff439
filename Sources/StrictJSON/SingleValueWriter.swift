/// One value by itself.
struct SingleValueWriter: SingleValueEncodingContainer {
    let sink: EncodingSink
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { sink.writeNull() }
    func encode(_ value: Bool) { sink.write(value) }
    func encode(_ value: String) { sink.write(value) }
    func encode(_ value: Double) throws { throw JSONFault(.invalid("no fractions here"), .path("")) }
    func encode(_ value: Float) throws { throw JSONFault(.invalid("no fractions here"), .path("")) }
    func encode(_ value: Int) { sink.write(integer: value) }
    func encode(_ value: Int8) { sink.write(integer: value) }
    func encode(_ value: Int16) { sink.write(integer: value) }
    func encode(_ value: Int32) { sink.write(integer: value) }
    func encode(_ value: Int64) { sink.write(integer: value) }
    func encode(_ value: UInt) { sink.write(integer: value) }
    func encode(_ value: UInt8) { sink.write(integer: value) }
    func encode(_ value: UInt16) { sink.write(integer: value) }
    func encode(_ value: UInt32) { sink.write(integer: value) }
    func encode(_ value: UInt64) { sink.write(integer: value) }
    func encode(_ value: some Encodable) throws { try sink.write(encodable: value) }
}
