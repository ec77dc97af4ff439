/// Codable's view of one value that is due in a sink.
final class ValueEncoder: Encoder {
    let sink: EncodingSink
    // Nobody of ours asks for the path; faults name the key.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var frame: Int?

    init(sink: EncodingSink) {
        self.sink = sink
    }

    // A second request continues the same object: that is how a type writes its part and lets another write its own.
    private func open(isObject: Bool) -> Int {
        let number = frame ?? sink.open(isObject: isObject)
        frame = number
        return number
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedWriter<Key>(sink: sink, frame: open(isObject: true)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(sink: sink, frame: open(isObject: false))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleValueWriter(sink: sink) }
}
