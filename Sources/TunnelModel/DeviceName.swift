/// The name of a device: 1–63 characters of a–z, 0–9 and, except first and last, `-._`. Lower case only.
package struct DeviceName: ValidatedText {
    /// `device name`.
    package static let kind = "device name"
    /// Longest name in characters.
    package static let maximumLength = 63

    /// The name.
    package let text: String

    /// Checks a name.
    package init(_ text: String) throws(TextFault) {
        try NameAlphabet.check(text, Self.kind, maximum: Self.maximumLength)
        self.text = text
    }
}
