import Glibc
package import TunnelModel

/// A range of IP addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
///
/// An IPv4 address that comes as `::ffff:10.1.2.3` counts as IPv4.
package struct AddressRange: ValidatedText {
    /// `address range`.
    package static let kind = "address range"

    /// The range, in the system's own spelling of the address.
    package let text: String

    private let bytes: [UInt8]
    private let length: Int

    /// Checks a range. Bits beyond the length must be zero, as sshd wants it in `from=`.
    package init(_ text: String) throws(TextFault) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, let bytes = Self.bytes(first) else {
            throw TextFault(Self.kind, text, "write it as 10.0.0.0/8, 2001:db8::/32 or one address")
        }
        var length = bytes.count * 8
        if parts.count == 2 {
            guard let given = Int(parts[1]), String(given) == parts[1], (0...length).contains(given) else {
                throw TextFault(Self.kind, text, "the length after / goes from 0 to \(length)")
            }
            length = given
        }
        guard Self.masked(bytes, length) == bytes else {
            throw TextFault(Self.kind, text, "bits beyond the length are set")
        }
        self.bytes = bytes
        self.length = length
        self.text = parts.count == 2 ? "\(first)/\(length)" : first
    }

    /// Whether an address lies in the range; false for what is no address.
    package func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(address), other.count == bytes.count else { return false }
        return Self.masked(other, length) == bytes
    }

    private static func masked(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(max(length - index * 8, 0), 8)
            return byte & UInt8(truncatingIfNeeded: 0xFF00 >> kept)
        }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            let number = UInt32(bigEndian: four.s_addr)
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let words = six.__in6_u.__u6_addr32
        let bytes = [words.0, words.1, words.2, words.3].flatMap { word in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: UInt32(bigEndian: word) >> $0) }
        }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
    }
}
