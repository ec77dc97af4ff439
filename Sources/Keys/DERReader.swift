/// Reads the small part of DER (ITU-T X.690) that private keys are made of, never past the end.
struct DERReader {
    /// The tags in use.
    enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case octetString = 0x04
        case null = 0x05
        case objectIdentifier = 0x06
        case sequence = 0x30
        /// `[0]`, constructed.
        case context0 = 0xa0
        /// `[1]`, constructed.
        case context1 = 0xa1
    }

    private var rest: ArraySlice<UInt8>

    /// Starts at the first of the bytes.
    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// Whether everything has been read.
    var isAtEnd: Bool { rest.isEmpty }

    /// Whether the next element has a tag.
    func isNext(_ tag: Tag) -> Bool { rest.first == tag.rawValue }

    /// Reads one element and gives its content.
    ///
    /// - Throws: `damaged` when the tag is another one or the length is indefinite, above 2^24, or past the end.
    mutating func read(_ tag: Tag) throws(KeyFileError) -> [UInt8] {
        guard rest.popFirst() == tag.rawValue, let first = rest.popFirst() else {
            throw .damaged("no \(tag) where the key needs one")
        }
        var length = Int(first)
        if first >= 0x80 {
            let digits = Int(first & 0x7f)
            guard (1...3).contains(digits), rest.count >= digits else { throw .damaged("the length of a \(tag)") }
            length = rest.prefix(digits).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(digits)
        }
        guard length <= rest.count else { throw .damaged("a \(tag) goes past the end") }
        defer { rest = rest.dropFirst(length) }
        return Array(rest.prefix(length))
    }

    /// Reads a sequence and gives a reader of its content.
    mutating func readSequence() throws(KeyFileError) -> DERReader {
        DERReader(try read(.sequence))
    }

    /// Reads a number that is not negative, without leading zeros; zero is empty.
    mutating func readInteger() throws(KeyFileError) -> [UInt8] {
        let bytes = try read(.integer)
        guard let first = bytes.first, first < 0x80 else { throw .damaged("a number that is empty or negative") }
        return Array(bytes.drop { $0 == 0 })
    }

    /// Reads a number that fits in 31 bits.
    mutating func readSmallInteger() throws(KeyFileError) -> Int {
        let bytes = try readInteger()
        guard bytes.count < 4 || (bytes.count == 4 && bytes[0] < 0x80) else { throw .damaged("a number too large") }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Reads an object identifier in its dotted form, such as `1.3.101.112`.
    mutating func readObjectIdentifier() throws(KeyFileError) -> String {
        let bytes = try read(.objectIdentifier)
        guard (1...32).contains(bytes.count) else { throw .damaged("an object identifier") }
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        var isOpen = false
        for byte in bytes {
            guard arc < 1 << 56 else { throw .damaged("an object identifier") }
            arc = arc << 7 | UInt64(byte & 0x7f)
            isOpen = byte >= 0x80
            guard !isOpen else { continue }
            if arcs.isEmpty {
                // The first byte carries two arcs.
                let top = min(arc / 40, 2)
                arcs = [top, arc - top * 40]
            } else {
                arcs.append(arc)
            }
            arc = 0
        }
        guard !isOpen else { throw .damaged("an object identifier") }
        return arcs.map(String.init).joined(separator: ".")
    }

    /// Checks that nothing is left.
    func finish() throws(KeyFileError) {
        guard isAtEnd else { throw .damaged("bytes after the key") }
    }
}
