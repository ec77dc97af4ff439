package import TunnelModel

/// A login name on the bastion's system: 1–32 letters, digits, `.`, `_` and `-`, the first one no `-` or `.`.
package struct LoginName: ValidatedText {
    /// `login name`.
    package static let kind = "login name"

    /// The name.
    package let text: String

    /// Checks a name.
    package init(_ text: String) throws(TextFault) {
        let bytes = text.utf8
        guard (1...32).contains(bytes.count) else { throw TextFault(Self.kind, text, "it has 1-32 characters") }
        guard bytes.allSatisfy({ HostPort.isLetterOrDigit($0) || "._-".utf8.contains($0) }), !text.hasPrefix("-"),
            !text.hasPrefix(".")
        else { throw TextFault(Self.kind, text, "only letters, digits, . _ and - are allowed, no - or . first") }
        self.text = text
    }
}
