/// A device's own loopback address on the bastion: its number in 127.64.0.0/10, where 127.64.0.42 is number 42.
///
/// 127.64.0.0 itself is left out, which leaves 4,194,303 addresses.
package struct DeviceAddress: ValidatedText {
    /// `device address`.
    package static let kind = "device address"
    /// The numbers that there are.
    package static let indices: ClosedRange<Int> = 1...0x3F_FFFF

    /// The number, 1–4,194,303.
    package let index: Int

    /// The address with a number; throws when it is out of ``indices``.
    package init(index: Int) throws(TextFault) {
        guard Self.indices.contains(index) else {
            throw TextFault(Self.kind, String(index), "numbers go from 1 to \(Self.indices.upperBound)")
        }
        self.index = index
    }

    /// Checks an address: four decimal numbers without leading zeros, in 127.64.0.1–127.127.255.255.
    package init(_ text: String) throws(TextFault) {
        let octets = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { part -> Int? in
            guard let value = UInt8(part), String(value) == part else { return nil }
            return Int(value)
        }
        guard text.utf8.count <= 15, octets.count == 4, text.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 3,
            octets[0] == 127, (64...127).contains(octets[1])
        else { throw TextFault(Self.kind, text, "it must lie in 127.64.0.1-127.127.255.255") }
        let index = (octets[1] - 64) << 16 | octets[2] << 8 | octets[3]
        guard Self.indices.contains(index) else {
            throw TextFault(Self.kind, text, "127.64.0.0 belongs to no device")
        }
        self.index = index
    }

    /// The address in dotted form.
    package var text: String { "127.\(64 + (index >> 16)).\(index >> 8 & 255).\(index & 255)" }

    /// Order of the numbers.
    package static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}
