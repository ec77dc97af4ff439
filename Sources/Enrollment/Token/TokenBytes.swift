/// The fields of a token, written at the end or read from the front.
struct TokenBytes {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    mutating func write(byte: UInt8) { bytes.append(byte) }

    mutating func write(raw: [UInt8]) { bytes.append(contentsOf: raw) }

    mutating func write(uint16 value: UInt16) {
        bytes.append(UInt8(value >> 8))
        bytes.append(UInt8(value & 255))
    }

    mutating func write(number: UInt64) {
        var rest = number
        while rest > 127 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// At most 255 bytes, which hosts and logins keep to.
    mutating func write(text: String) {
        bytes.append(UInt8(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func readRaw(_ count: Int) throws(EnrollmentTokenError) -> [UInt8] {
        guard bytes.count >= count else { throw .mistyped }
        defer { bytes.removeFirst(count) }
        return Array(bytes.prefix(count))
    }

    mutating func readByte() throws(EnrollmentTokenError) -> UInt8 { try readRaw(1)[0] }

    mutating func readUInt16() throws(EnrollmentTokenError) -> UInt16 {
        try readRaw(2).reduce(0) { $0 << 8 | UInt16($1) }
    }

    mutating func readNumber() throws(EnrollmentTokenError) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            let byte = try readByte()
            number |= UInt64(byte & 127) << shift
            if byte < 128 { return number }
        }
        throw .mistyped
    }

    mutating func readText() throws(EnrollmentTokenError) -> String {
        let count = Int(try readByte())
        guard let text = String(validating: try readRaw(count), as: UTF8.self) else { throw .mistyped }
        return text
    }
}
