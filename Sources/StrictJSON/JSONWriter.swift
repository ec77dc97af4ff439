/// Writes JSON without blanks, in UTF-8. Control characters and DEL are escaped, all else stands as it is.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(512)
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: write(raw: "null")
        case .bool(let truth): write(raw: truth ? "true" : "false")
        case .integer(let number): write(number)
        case .decimal(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): write(text)
        case .array(let items):
            write(byte: "[")
            for (index, item) in items.enumerated() {
                if index > 0 { write(byte: ",") }
                write(item)
            }
            write(byte: "]")
        case .object(let object):
            write(byte: "{")
            for (index, member) in object.members.enumerated() {
                if index > 0 { write(byte: ",") }
                write(member.key)
                write(byte: ":")
                write(member.value)
            }
            write(byte: "}")
        }
    }

    mutating func write(raw text: StaticString) { bytes.append(contentsOf: text.description.utf8) }

    mutating func write(byte: Unicode.Scalar) { bytes.append(UInt8(ascii: byte)) }

    mutating func write(_ number: Int64) {
        if (0..<10).contains(number) {
            bytes.append(UInt8(ascii: "0") + UInt8(number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    mutating func write(_ text: String) {
        write(byte: "\"")
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        // Few texts need an escape, and a look at the array is quicker than one at the text.
        if bytes[start...].contains(where: Self.needsEscape) {
            bytes.removeSubrange(start...)
            for byte in text.utf8 { write(character: byte) }
        }
        write(byte: "\"")
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func write(character byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(raw: "\\\"")
        case UInt8(ascii: "\\"): write(raw: "\\\\")
        case 0x0A: write(raw: "\\n")
        case 0x0D: write(raw: "\\r")
        case 0x09: write(raw: "\\t")
        case 0..<0x20, 0x7F:
            let digits = Array("0123456789abcdef".utf8)
            write(raw: "\\u00")
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }
}
