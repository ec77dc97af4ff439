/// The alphabet that names share: a–z and 0–9 anywhere, and a few other characters except first and last.
///
/// Nothing in it means anything to a shell, a path, an `authorized_keys` option or a terminal.
enum NameAlphabet {
    /// Whether a byte is one of a–z, 0–9.
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Throws unless the text is a name of at most `maximum` characters with `inner` allowed between others.
    static func check(_ text: String, _ kind: String, maximum: Int, inner: String = "-._") throws(TextFault) {
        let bytes = text.utf8
        guard !bytes.isEmpty else { throw TextFault(kind, text, "it is empty") }
        guard bytes.count <= maximum else {
            throw TextFault(kind, text, "\(bytes.count) characters, at most \(maximum) are allowed")
        }
        let allowed = inner.utf8
        guard bytes.allSatisfy({ isAlphanumeric($0) || allowed.contains($0) }) else {
            throw TextFault(kind, text, "only a-z, 0-9 and \(inner) are allowed")
        }
        guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first), isAlphanumeric(last) else {
            throw TextFault(kind, text, "it must begin and end with a-z or 0-9")
        }
    }
}
