package import TunnelModel

/// An absolute path of a file on the bastion: 1–4,095 bytes without control characters.
package struct FilePath: ValidatedText {
    /// `path`.
    package static let kind = "path"

    /// The path.
    package let text: String

    /// Checks a path. Whether anything is there is not looked at.
    package init(_ text: String) throws(TextFault) {
        guard text.hasPrefix("/") else { throw TextFault(Self.kind, text, "it must begin with /") }
        guard text.utf8.count <= 4_095 else { throw TextFault(Self.kind, text, "it is longer than 4095 bytes") }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw TextFault(Self.kind, text, "it has a control character")
        }
        self.text = text
    }
}
