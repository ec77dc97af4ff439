/// A version of OpenSSH, by which some lines of the configuration go.
package struct SSHDVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The 9 of 9.2.
    package var major: Int
    /// The 2 of 9.2.
    package var minor: Int

    /// As given.
    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Finds `OpenSSH_9.2` in what `sshd -V` or a server's first line says.
    package init?(in text: String) {
        guard
            let word = text.split(whereSeparator: { " ,\n\r-".contains($0) }).first(where: { $0.hasPrefix("OpenSSH_") })
        else { return nil }
        let numbers = word.dropFirst("OpenSSH_".count).split(separator: ".", maxSplits: 1)
        guard numbers.count == 2, let major = Int(numbers[0]), let minor = Int(numbers[1].prefix(while: \.isNumber))
        else { return nil }
        self.init(major, minor)
    }

    /// `9.2`
    package var description: String { "\(major).\(minor)" }

    /// The older one first.
    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
