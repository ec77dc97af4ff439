/// The number of a row of the registry. It is given once and never again, and numbers of different kinds do not mix.
package struct RowID<Kind>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The number, 1 or more.
    package let value: Int64

    /// Takes a number that the registry gave, from a command line say; whether the row exists is not checked.
    package init(_ value: Int64) { self.value = value }

    /// Reads one integer.
    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes one integer.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// The number in decimal.
    package var description: String { String(value) }

    /// Order of the numbers, which is the order in which they were given.
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
