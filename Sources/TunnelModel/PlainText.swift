/// Human text that cannot act on a terminal: at most 256 bytes of UTF-8, no control and no invisible characters.
///
/// Refused are control characters, all of Unicode's format characters (among them those that turn the direction of
/// writing), line and paragraph separators, and private use. The empty text is fine.
package struct PlainText: ValidatedText {
    /// `text`.
    package static let kind = "text"
    /// Longest text in bytes of UTF-8.
    package static let maximumLength = 256

    /// The text.
    package let text: String

    /// Checks a text.
    package init(_ text: String) throws(TextFault) {
        guard text.utf8.count <= Self.maximumLength else {
            throw TextFault(Self.kind, text, "\(text.utf8.count) bytes, at most \(Self.maximumLength) are allowed")
        }
        // Most texts are ASCII, and Unicode's tables are slow.
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        if !isPlain, let scalar = text.unicodeScalars.first(where: { !Self.isAllowed($0) }) {
            let number = String(scalar.value, radix: 16, uppercase: true)
            let code = String(repeating: "0", count: max(0, 4 - number.count)) + number
            throw TextFault(Self.kind, text, "the character U+\(code) in it is not allowed")
        }
        self.text = text
    }

    /// Takes any text: what is not allowed becomes `?`, and it is cut where the next character would not fit.
    package init(cleaning text: String) {
        var clean = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            let scalar = Self.isAllowed(scalar) ? scalar : "?"
            count += UTF8.width(scalar)
            guard count <= Self.maximumLength else { break }
            clean.append(scalar)
        }
        self.text = String(clean)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        // Most text is ASCII, which needs no look into Unicode's tables.
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: return false
        default: return true
        }
    }
}
