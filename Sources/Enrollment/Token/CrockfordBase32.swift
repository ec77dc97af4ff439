/// Crockford's base32 in lower case: digits and letters without i, l, o and u, so that a double click takes all of a
/// word and reading it aloud works.
enum CrockfordBase32 {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Five bits a character, the last one filled up with zeros.
    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var word: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            word = word << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(word >> bits & 31)])
            }
            word &= (1 << bits) - 1
        }
        if bits > 0 { text.append(alphabet[Int(word << (5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The value of a character, 0–31. Upper case is fine, o is 0, i and l are 1; nil for any other.
    static func value(of character: UInt8) -> UInt8? {
        let lower = (0x41...0x5A).contains(character) ? character | 0x20 : character
        switch lower {
        case UInt8(ascii: "o"): return 0
        case UInt8(ascii: "i"), UInt8(ascii: "l"): return 1
        default: return alphabet.firstIndex(of: lower).map { UInt8($0) }
        }
    }

    /// The whole bytes in values of five bits each, and whether the bits that are left are zeros.
    static func decode(_ values: [UInt8]) -> (bytes: [UInt8], isExact: Bool) {
        var bytes: [UInt8] = []
        var word: UInt32 = 0
        var bits: UInt32 = 0
        for value in values {
            word = word << 5 | UInt32(value)
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: word >> bits))
            word &= (1 << bits) - 1
        }
        return (bytes, bits < 5 && word == 0)
    }
}
