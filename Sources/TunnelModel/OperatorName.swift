/// The name of a person or program that uses devices: 1–63 characters of a–z, 0–9 and, except first and last, `-._@`.
package struct OperatorName: ValidatedText {
    /// `operator name`.
    package static let kind = "operator name"
    /// Longest name in characters.
    package static let maximumLength = 63

    /// The name.
    package let text: String

    /// Checks a name.
    package init(_ text: String) throws(TextFault) {
        try NameAlphabet.check(text, Self.kind, maximum: Self.maximumLength, inner: "-._@")
        self.text = text
    }
}
