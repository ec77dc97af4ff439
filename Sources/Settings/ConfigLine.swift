/// Cuts one configuration line into words, in the two ways of ssh: `strdelim` for the keyword and `argv_split` for
/// the arguments (OpenSSH misc.c).
struct ConfigLine {
    private var rest: ArraySlice<UInt8>

    /// Takes a line; blanks and a form feed at its end do not count.
    init(_ line: String) {
        rest = ArraySlice(line.utf8)
        while rest.count > 1, let last = rest.last, Self.isBlank(last) || last == 0x0C { rest.removeLast() }
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { rest.isEmpty }

    /// What is left, as it stands, without the blanks and `=` before it.
    var text: String {
        String(decoding: rest.drop { Self.isBlank($0) || $0 == UInt8(ascii: "=") }, as: UTF8.self)
    }

    /// Reads the keyword: up to a blank, a quote or one `=`; blanks before and after it are skipped.
    ///
    /// Nil if a quote in the keyword is not closed.
    mutating func keyword() -> [UInt8]? {
        skipBlanks()
        var word = take { !Self.isBlank($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
        if rest.first == UInt8(ascii: "\"") {
            rest.removeFirst()
            word += take { $0 != UInt8(ascii: "\"") }
            guard rest.popFirst() != nil else { return nil }
            skipBlanks()
            return word
        }
        skipBlanks()
        if rest.first == UInt8(ascii: "=") {
            rest.removeFirst()
            skipBlanks()
        }
        return word
    }

    /// Reads the arguments up to the end or a `#` at the start of one; nil if a quote is not closed.
    ///
    /// A backslash takes the special meaning from a quote, a backslash, and outside quotes a blank.
    mutating func arguments() -> [String]? {
        var words: [String] = []
        while true {
            _ = take { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard let first = rest.first, first != UInt8(ascii: "#") else { return words }
            guard let word = argument() else { return nil }
            words.append(String(decoding: word, as: UTF8.self))
        }
    }

    private mutating func argument() -> [UInt8]? {
        var word: [UInt8] = []
        var quote: UInt8?
        while let byte = rest.first {
            if quote == nil, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { break }
            rest.removeFirst()
            switch byte {
            case UInt8(ascii: "\\"):
                if let next = rest.first, "'\"\\".utf8.contains(next) || (quote == nil && next == UInt8(ascii: " ")) {
                    rest.removeFirst()
                    word.append(next)
                } else {
                    word.append(byte)
                }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if quote == nil {
                    quote = byte
                } else if quote == byte {
                    quote = nil
                } else {
                    word.append(byte)
                }
            default:
                word.append(byte)
            }
        }
        return quote == nil ? word : nil
    }

    private mutating func skipBlanks() {
        _ = take(while: Self.isBlank)
    }

    private mutating func take(while condition: (UInt8) -> Bool) -> [UInt8] {
        let taken = rest.prefix(while: condition)
        rest = rest[taken.endIndex...]
        return Array(taken)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }
}
