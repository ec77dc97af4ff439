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
        if let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
            try self.init(key: String(text[..<mark]), value: String(text[text.utf8.index(after: mark)...]))
        } else {
            try self.init(key: text, value: nil)
        }
    }

    /// Checks a label that comes in its two parts; nil for one that is only a key.
    package init(key: String, value: String?) throws(TextFault) {
        func fault(_ reason: String) -> TextFault {
            TextFault(Self.kind, value.map { "\(key)=\($0)" } ?? key, reason)
        }
        do {
            try NameAlphabet.check(key, "label key", maximum: 63, inner: "-._/")
        } catch {
            throw fault("its key: \(error.reason)")
        }
        if let bytes = value?.utf8 {
            guard (1...63).contains(bytes.count) else { throw fault("its value has 1-63 characters") }
            guard bytes.allSatisfy(Self.isAllowedInValue) else {
                throw fault("in its value only letters, digits and -._:+@/ are allowed")
            }
        }
        self.key = key
        self.value = value
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
