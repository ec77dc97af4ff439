/// Reads one JSON text, byte by byte, and stops at the first fault.
struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    var position = 0
    private var depth = 0

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func parse() throws(JSONFault) -> JSONValue {
        let value = try readValue()
        skipBlanks()
        guard position == bytes.count else { throw fault(.trailing) }
        return value
    }

    /// The byte to be read next, or nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// A fault here.
    func fault(_ reason: JSONFault.Reason) -> JSONFault { JSONFault(reason, .byte(position + 1)) }

    /// A fault for something that is not there: at the end the text is cut, else there is something else.
    func absent(_ expected: String) -> JSONFault { fault(next == nil ? .cut : .unexpected(expected: expected)) }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func readValue() throws(JSONFault) -> JSONValue {
        skipBlanks()
        guard let byte = next else { throw fault(.cut) }
        switch byte {
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "{"): return try readObject()
        case UInt8(ascii: "["): return try readArray()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: throw absent("a value")
        }
    }

    private mutating func readWord(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for byte in word.description.utf8 {
            guard next == byte else { throw absent(word.description) }
            position += 1
        }
        return value
    }

    private mutating func enter() throws(JSONFault) {
        guard depth < depthLimit else { throw fault(.tooDeep(limit: depthLimit)) }
        depth += 1
        position += 1
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func readArray() throws(JSONFault) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var items: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(items) }
        repeat { items.append(try readValue()) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw absent("a comma or ]") }
        return .array(items)
    }

    private mutating func readObject() throws(JSONFault) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var object = JSONObject()
        if take(UInt8(ascii: "}")) { return .object(object) }
        repeat {
            skipBlanks()
            let start = position
            guard next == UInt8(ascii: "\"") else { throw absent("a key") }
            let key = try readString()
            guard take(UInt8(ascii: ":")) else { throw absent("a colon") }
            guard object.add(key, try readValue()) else { throw JSONFault(.duplicateKey(key), .byte(start + 1)) }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw absent("a comma or }") }
        return .object(object)
    }
}
