package import TunnelModel

/// A range of IP addresses, `10.1.0.0/16` or `2001:db8::/32`; one address alone is the range of itself.
///
/// The bits behind the prefix are 0, because sshd refuses a `from=` where they are not (OpenSSH addrmatch.c).
package struct NetworkRange: ValidatedText {
    /// `address range`.
    package static let kind = "address range"

    /// As it was written, in lower case.
    package let text: String
    /// How many of the first bits count.
    package let prefixLength: Int
    private let bytes: [UInt8]

    /// Checks a range.
    package init(_ text: String) throws(TextFault) {
        let text = HostPattern.lowercased(text)
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = IPAddress.bytes(parts[0]) else {
            throw TextFault(Self.kind, text, "write it as 10.1.0.0/16 or 2001:db8::/32")
        }
        let length = parts.count == 2 ? Self.number(parts[1]) : bytes.count * 8
        guard let length, length <= bytes.count * 8 else {
            throw TextFault(Self.kind, text, "the number after / is at most \(bytes.count * 8)")
        }
        guard Self.masked(bytes, length) == bytes else {
            throw TextFault(Self.kind, text, "the bits behind the first \(length) must be 0")
        }
        self.text = text
        self.bytes = bytes
        prefixLength = length
    }

    /// Whether an address, as sshd writes it into SSH_CONNECTION, is in the range.
    package func contains(_ address: String) -> Bool {
        let name = address.prefix { $0 != "%" }
        guard let other = IPAddress.bytes(name), other.count == bytes.count else { return false }
        return Self.masked(other, prefixLength) == bytes
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private static func masked(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let bits = min(max(length - index * 8, 0), 8)
            return byte & UInt8(truncatingIfNeeded: 0xFF00 >> bits)
        }
    }
}
