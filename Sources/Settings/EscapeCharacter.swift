/// The escape character of a terminal, which ssh has and we do not: only whether it is well-formed.
package enum EscapeCharacter {
    /// Whether ssh takes it: `none`, one byte, or `^` and a byte from `@` on.
    package static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return text == "none" || bytes.count == 1
            || (bytes.count == 2 && bytes[0] == UInt8(ascii: "^") && (64..<128).contains(bytes[1]))
    }
}
