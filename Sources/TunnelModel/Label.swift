/// A label of a device: `key`, or `key=value`. A device has at most one label of each key.
///
/// The key is 1–63 characters of a–z, 0–9 and, except first and last, `-._/`; the value 1–63 of letters, digits and
/// `-._:+@/`.
package struct Label: ValidatedText {
    /// `label`.
    package static let kind = "label"

    /// The part before `=`, or all of it.
    package let key: String
    /// The part after `=`; nil for a label that is only a key.
    package let value: String?

    /// `key` or `key=value`.
    package var text: String { value.map { "\(key)=\($0)" } ?? key }

    /// Checks a label.
    package init(_ text: String) throws(TextFault) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        do {
            try NameAlphabet.check(parts[0], "label key", maximum: 63, inner: "-._/")
        } catch {
            throw TextFault(Self.kind, text, "its key: \(error.reason)")
        }
        key = parts[0]
        guard parts.count == 2 else {
            value = nil
            return
        }
        let bytes = parts[1].utf8
        guard (1...63).contains(bytes.count) else { throw TextFault(Self.kind, text, "its value has 1-63 characters") }
        guard bytes.allSatisfy(Self.isAllowedInValue) else {
            throw TextFault(Self.kind, text, "in its value only letters, digits and -._:+@/ are allowed")
        }
        value = parts[1]
    }

    /// Whether a device with this label is meant by `selector`: the same label, or its key alone.
    package func matches(selector: Label) -> Bool {
        key == selector.key && (selector.value == nil || value == selector.value)
    }

    private static func isAllowedInValue(_ byte: UInt8) -> Bool {
        NameAlphabet.isAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || "-._:+@/".utf8.contains(byte)
    }
}
