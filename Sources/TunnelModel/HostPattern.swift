/// ssh's host patterns: lists with `*`, `?` and `!`, separated by commas (ssh_config(5), OpenSSH match.c).
package enum HostPattern {
    /// Longest single pattern in bytes; a list with a longer one matches nothing, as in ssh.
    static let maximumLength = 1022

    /// Whether a list of patterns matches a name. One matching negated pattern overrules all others.
    ///
    /// With `ignoringCase`, the default, the name must be in lower case and the patterns need not be.
    package static func list(_ patterns: String, matches name: String, ignoringCase: Bool = true) -> Bool {
        var matched = false
        let patterns = ignoringCase ? lowercased(patterns) : patterns
        for part in patterns.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let negated = part.first == UInt8(ascii: "!")
            let pattern = negated ? part.dropFirst() : part
            guard pattern.count <= maximumLength else { return false }
            guard matches(Array(name.utf8), Array(pattern)) else { continue }
            if negated { return false }
            matched = true
        }
        return matched
    }

    /// Whether one pattern, without commas and `!`, matches a name byte for byte, as on ssh's Host lines.
    package static func single(_ pattern: String, matches name: String) -> Bool {
        matches(Array(name.utf8), Array(pattern.utf8))
    }

    /// ASCII lower case, which is all that ssh does to host names.
    package static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Matches in time proportional to the product of the lengths: a star only ever backs up to the latest star.
    private static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
        var position = 0
        var next = 0
        var star: (pattern: Int, name: Int)?
        while position < name.count {
            if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
                star = (next, position)
                next += 1
            } else if next < pattern.count, pattern[next] == UInt8(ascii: "?") || pattern[next] == name[position] {
                next += 1
                position += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                next = last.pattern + 1
                position = last.name + 1
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
