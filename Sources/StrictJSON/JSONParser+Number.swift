extension JSONParser {
    /// Reads a number (RFC 8259 section 6); the next byte is a minus or a digit.
    mutating func readNumber() throws(JSONFault) -> JSONValue {
        let start = position
        let isNegative = next == UInt8(ascii: "-")
        if isNegative { position += 1 }
        guard let magnitude = try readInteger() else {
            try readFraction()
            return .decimal(String(decoding: bytes[start..<position], as: UTF8.self))
        }
        guard try !readFraction() else { return .decimal(String(decoding: bytes[start..<position], as: UTF8.self)) }
        if isNegative, magnitude == Int64.min.magnitude { return .integer(.min) }
        guard let value = Int64(exactly: magnitude) else {
            return .decimal(String(decoding: bytes[start..<position], as: UTF8.self))
        }
        return .integer(isNegative ? -value : value)
    }

    /// The digits before a fraction; nil if they are more than 64 bits hold.
    private mutating func readInteger() throws(JSONFault) -> UInt64? {
        if next == UInt8(ascii: "0") {
            position += 1
            if let byte = next, Self.isDigit(byte) { throw fault(.unexpected(expected: "a number without leading 0")) }
            return 0
        }
        guard let byte = next, Self.isDigit(byte) else { throw absent("a digit") }
        var value: UInt64? = 0
        while let byte = next, Self.isDigit(byte) {
            if let number = value {
                let (product, lost) = number.multipliedReportingOverflow(by: 10)
                let (sum, carried) = product.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
                value = lost || carried ? nil : sum
            }
            position += 1
        }
        return value
    }

    /// Reads what may follow the integer part; false if nothing does.
    @discardableResult
    private mutating func readFraction() throws(JSONFault) -> Bool {
        let start = position
        if next == UInt8(ascii: ".") {
            position += 1
            try readDigits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try readDigits()
        }
        return position > start
    }

    private mutating func readDigits() throws(JSONFault) {
        guard let byte = next, Self.isDigit(byte) else { throw absent("a digit") }
        while let byte = next, Self.isDigit(byte) { position += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
