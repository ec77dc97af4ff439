/// Why a JSON text, or what it says, is refused, and where.
package struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
        /// Longer than so many bytes.
        case tooLong(limit: Int)
        /// Arrays and objects more than so many deep.
        case tooDeep(limit: Int)
        /// The text ends within a value.
        case cut
        /// Something other than what must stand here.
        case unexpected(expected: String)
        /// Bytes after the value.
        case trailing
        /// A backslash with something after it that JSON does not know.
        case badEscape
        /// Half of a surrogate pair.
        case loneSurrogate
        /// A raw control character within a string.
        case controlCharacter
        /// A string that is not UTF-8.
        case notUTF8
        /// A key that the object has already.
        case duplicateKey(String)
        /// A key that must be there is not.
        case missing
        /// A key that the message does not have.
        case unknownKey
        /// A value of another kind.
        case wrongKind(expected: String, found: String)
        /// An integer that does not fit.
        case outOfRange
        /// A value of the right kind that its type refuses; the type's own words.
        case invalid(String)
    }

    /// Where it is.
    package enum Place: Hashable, Sendable {
        /// The byte of the text, counted from 1.
        case byte(Int)
        /// The way to the value, such as `services[2].name`; empty for the whole.
        case path(String)
    }

    /// What is wrong.
    package let reason: Reason
    /// Where it is.
    package let place: Place

    /// A fault at a place.
    package init(_ reason: Reason, _ place: Place) {
        self.reason = reason
        self.place = place
    }

    /// One line of printable ASCII, whatever the peer sent.
    package var description: String {
        switch place {
        case .byte(let byte): "\(sentence) at byte \(byte)"
        case .path(""): sentence
        case .path(let path): "\(path): \(sentence)"
        }
    }

    private var sentence: String {
        switch reason {
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .tooDeep(let limit): "nested more than \(limit) deep"
        case .cut: "the JSON ends too early"
        case .unexpected(let expected): "\(expected) is due"
        case .trailing: "something follows the JSON value"
        case .badEscape: "unknown escape in a string"
        case .loneSurrogate: "half of a surrogate pair in a string"
        case .controlCharacter: "control character in a string"
        case .notUTF8: "the string is not UTF-8"
        case .duplicateKey(let key): "the key \(JSONFault.printable(key)) is there twice"
        case .missing: "missing"
        case .unknownKey: "unknown key"
        case .wrongKind(let expected, let found): "\(expected) is due, not \(found)"
        case .outOfRange: "the number is out of range"
        case .invalid(let words): JSONFault.printable(words, limit: 400)
        }
    }

    /// Text of a peer as printable ASCII, cut to a length: everything else becomes `\u{…}`.
    static func printable(_ text: String, limit: Int = 64) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            guard result.utf8.count < limit else { return result + "..." }
            if scalar.isASCII, scalar.value >= 0x20, scalar.value != 0x7F {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return result
    }
}
