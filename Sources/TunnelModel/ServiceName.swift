/// The name of a service on a device, such as `rtsp`: 1–32 characters of a–z, 0–9 and, except first and last, `-._`.
package struct ServiceName: ValidatedText {
    /// `service name`.
    package static let kind = "service name"
    /// Longest name in characters.
    package static let maximumLength = 32

    /// The name.
    package let text: String

    /// Checks a name.
    package init(_ text: String) throws(TextFault) {
        try NameAlphabet.check(text, Self.kind, maximum: Self.maximumLength)
        self.text = text
    }
}
