/// URL decoding as in OpenSSH's misc.c, `urldecode`: `%41` is a byte and `+` a blank.
enum PercentDecoding {
    /// The decoded text; nil on a malformed escape or an encoded zero byte.
    static func decode(_ bytes: some Collection<UInt8>) -> String? {
        var result: [UInt8] = []
        var rest = ArraySlice(Array(bytes))
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit),
                    high | low != 0
                else { return nil }
                result.append(high << 4 | low)
            default:
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
