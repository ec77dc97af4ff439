extension JSONParser {
    /// Reads a string (RFC 8259 section 7); the next byte is its quotation mark.
    mutating func readString() throws(JSONFault) -> String {
        let start = position
        position += 1
        let first = position
        let isASCII = try skipPlain()
        if isASCII, next == UInt8(ascii: "\"") {
            // Nearly all strings are like this, and need no look at their UTF-8.
            position += 1
            return String(decoding: bytes[first..<position - 1], as: UTF8.self)
        }
        var text: [UInt8] = []
        let isPlain = next == UInt8(ascii: "\"")
        if !isPlain {
            text.append(contentsOf: bytes[first..<position])
            while next == UInt8(ascii: "\\") {
                text.append(contentsOf: try readEscape())
                let run = position
                try skipPlain()
                text.append(contentsOf: bytes[run..<position])
            }
        }
        let result =
            isPlain
            ? String(validating: bytes[first..<position], as: UTF8.self) : String(validating: text, as: UTF8.self)
        guard let result else { throw JSONFault(.notUTF8, .byte(start + 1)) }
        position += 1
        return result
    }

    /// Skips to the closing quotation mark or a backslash; says whether all before it is ASCII.
    @discardableResult
    private mutating func skipPlain() throws(JSONFault) -> Bool {
        var all: UInt8 = 0
        while let byte = next {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return all < 0x80 }
            guard byte >= 0x20 else { throw fault(.controlCharacter) }
            all |= byte
            position += 1
        }
        throw fault(.cut)
    }

    /// Reads a backslash and what follows it; gives the character in UTF-8.
    private mutating func readEscape() throws(JSONFault) -> [UInt8] {
        position += 1
        guard let byte = next else { throw fault(.cut) }
        let plain: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = byte
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"): return try readUnicode()
        default: throw fault(.badEscape)
        }
        position += 1
        return [plain]
    }

    /// Reads `uXXXX`, and the second half of a pair where the first one is half.
    private mutating func readUnicode() throws(JSONFault) -> [UInt8] {
        let start = position
        let first = try readUnit()
        var code = UInt32(first)
        if UTF16.isLeadSurrogate(first) {
            guard next == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u")
            else {
                throw JSONFault(.loneSurrogate, .byte(start + 1))
            }
            position += 1
            let second = try readUnit()
            guard UTF16.isTrailSurrogate(second) else { throw JSONFault(.loneSurrogate, .byte(start + 1)) }
            code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw JSONFault(.loneSurrogate, .byte(start + 1)) }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func readUnit() throws(JSONFault) -> UInt16 {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw fault(.cut) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw fault(.badEscape)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
