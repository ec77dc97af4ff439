/// The items of an array, one after the other.
struct UnkeyedReader: UnkeyedDecodingContainer {
    let node: DecodingNode
    let items: [JSONValue]
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex == items.count }

    init(node: DecodingNode, items: [JSONValue]) {
        self.node = node
        self.items = items
    }

    private mutating func next() throws -> DecodingNode {
        guard !isAtEnd else { throw node.child(.null, .index(currentIndex)).fault(.missing) }
        defer { currentIndex += 1 }
        return node.child(items[currentIndex], .index(currentIndex))
    }

    mutating func decodeNil() -> Bool {
        guard !isAtEnd, items[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try next().bool() }
    mutating func decode(_ type: String.Type) throws -> String { try next().string() }
    mutating func decode(_ type: Double.Type) throws -> Double { throw try next().fault(.invalid("no fractions here")) }
    mutating func decode(_ type: Float.Type) throws -> Float { throw try next().fault(.invalid("no fractions here")) }
    mutating func decode(_ type: Int.Type) throws -> Int { try next().integer() }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().integer() }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().integer() }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().integer() }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().integer() }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next().integer() }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().integer() }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().integer() }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().integer() }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().integer() }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try node.open(next()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try node.open(next()).unkeyedContainer()
    }

    // Classes that inherit would need it; no message is one.
    mutating func superDecoder() throws -> any Decoder {
        throw node.fault(.invalid("inherited values have no place here"))
    }
}
