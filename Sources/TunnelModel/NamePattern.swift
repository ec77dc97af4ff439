/// A pattern over device names: `*` stands for any characters, `?` for exactly one. 1–63 characters.
///
/// The other characters are those of device names, so that SQLite's GLOB reads a pattern the same way.
package struct NamePattern: ValidatedText {
    /// `pattern`.
    package static let kind = "pattern"
    /// Longest pattern in characters.
    package static let maximumLength = 63

    /// The pattern.
    package let text: String

    /// Checks a pattern.
    package init(_ text: String) throws(TextFault) {
        let bytes = text.utf8
        guard (1...Self.maximumLength).contains(bytes.count) else {
            throw TextFault(Self.kind, text, "it has 1-\(Self.maximumLength) characters")
        }
        guard bytes.allSatisfy({ NameAlphabet.isAlphanumeric($0) || "-._*?".utf8.contains($0) }) else {
            throw TextFault(Self.kind, text, "only a-z, 0-9, -._ and the wildcards * and ? are allowed")
        }
        self.text = text
    }

    /// The pattern that matches this name alone.
    package init(exactly name: DeviceName) { text = name.text }

    /// Whether there is no wildcard in it, so that it can match at most one name.
    package var isExact: Bool { literalPrefix.utf8.count == text.utf8.count }

    /// What stands before the first wildcard: every name that matches begins so.
    package var literalPrefix: String { String(text.prefix { $0 != "*" && $0 != "?" }) }

    /// Whether the whole name matches.
    package func matches(_ name: DeviceName) -> Bool { HostPattern.single(text, matches: name.text) }
}
