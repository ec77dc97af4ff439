/// Time values of ssh: whole numbers, each with an optional unit, added up (sshd_config(5), TIME FORMATS).
package enum TimeSpan {
    /// Seconds, 0–2³¹-1, of `90`, `1m30s`, `2h`, `1w`; nil for anything else. Units: s, m, h, d, w.
    package static func seconds(_ text: String) -> Int? {
        guard !text.isEmpty else { return nil }
        var total = 0
        var number: Int?
        for byte in text.utf8 {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                let value = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
                guard value <= Int(Int32.max) else { return nil }
                number = value
            } else {
                guard let count = number, let unit = unit(byte) else { return nil }
                total += count * unit
                number = nil
            }
            guard total <= Int(Int32.max) else { return nil }
        }
        total += number ?? 0
        return total <= Int(Int32.max) ? total : nil
    }

    private static func unit(_ byte: UInt8) -> Int? {
        switch byte | 0x20 {
        case UInt8(ascii: "s"): 1
        case UInt8(ascii: "m"): 60
        case UInt8(ascii: "h"): 3600
        case UInt8(ascii: "d"): 86400
        case UInt8(ascii: "w"): 604_800
        default: nil
        }
    }
}
