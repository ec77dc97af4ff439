/// Reads port numbers the way ssh does (OpenSSH misc.c, `a2port`).
package enum PortNumber {
    /// A number 0–65535, or else a service name that `service` knows; nil for anything else.
    ///
    /// As with C's strtoll, blanks and one sign may stand before the digits: ssh accepts `+80` too.
    package static func parse(_ text: String, service: (String) -> UInt16?) -> UInt16? {
        number(text) ?? service(text)
    }

    private static func number(_ text: String) -> UInt16? {
        var digits = text.utf8.drop(while: isBlank)
        var negative = false
        if let sign = digits.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            negative = sign == UInt8(ascii: "-")
            digits = digits.dropFirst()
        }
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + UInt32(digit - UInt8(ascii: "0"))
            guard value <= UInt32(UInt16.max) else { return nil }
        }
        return negative && value > 0 ? nil : UInt16(value)
    }

    /// The characters that C's isspace takes in the C locale.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(byte)
    }
}
