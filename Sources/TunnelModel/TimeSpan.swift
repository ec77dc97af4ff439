/// A length of time in whole seconds, written as ssh writes it: numbers, each with an optional unit, added up
/// (sshd_config(5), TIME FORMATS).
package struct TimeSpan: ValidatedText {
    /// `time span`.
    package static let kind = "time span"

    /// Seconds, 0–2³¹-1.
    package let seconds: Int

    /// The span of so many seconds; what lies outside 0–2³¹-1 becomes the nearest bound.
    package init(seconds: Int) {
        self.seconds = min(max(seconds, 0), Int(Int32.max))
    }

    /// Reads `90s`, `10m`, `1h30m`, `30d`, `2w`; a number without a unit is in seconds.
    package init(_ text: String) throws(TextFault) {
        guard let seconds = Self.seconds(text) else {
            throw TextFault(Self.kind, text, "write it as 90s, 10m, 8h, 30d, 2w or a sum such as 1h30m")
        }
        self.seconds = seconds
    }

    /// The shortest exact spelling without weeks: `1d12h`, `90m` as `1h30m`, nothing as `0s`.
    package var text: String {
        var rest = seconds
        var text = ""
        for (unit, length) in [("d", 86400), ("h", 3600), ("m", 60), ("s", 1)] where rest >= length {
            text += "\(rest / length)\(unit)"
            rest %= length
        }
        return text.isEmpty ? "0s" : text
    }

    /// Order of length.
    package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

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
