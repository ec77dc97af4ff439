/// The number of a record in the registry, a type for each kind, so that a token's cannot stand for a device's.
///
/// Numbers begin at 1 and are never used twice. Codable as an integer.
package protocol RecordID: Sendable, Hashable, Comparable, Codable, CustomStringConvertible, LosslessStringConvertible {
    /// 1 or more.
    var number: Int64 { get }
    /// Takes a number of the registry; nil below 1.
    init?(number: Int64)
}

extension RecordID {
    /// The number in digits.
    package var description: String { String(number) }

    /// Reads 1–19 digits without a sign or a leading zero; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), !text.hasPrefix("0"),
            let number = Int64(text)
        else { return nil }
        self.init(number: number)
    }

    /// Order of making.
    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// Reads an integer of 1 or more.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = Self(number: try container.decode(Int64.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "numbers begin at 1")
        }
        self = id
    }

    /// Writes an integer.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
