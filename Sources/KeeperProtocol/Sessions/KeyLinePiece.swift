/// A piece of a line of authorized_keys. A line with thousands of permits is longer than a line of this protocol; the
/// pieces in their order are the line, and none at all means that the key has no line here.
package struct KeyLinePiece: Codable, Sendable, Hashable {
    /// 1–16,384 bytes of printable text.
    package let text: String

    private static let longest = 16_384

    /// The pieces of a line.
    package static func pieces(of line: String) -> [KeyLinePiece] {
        var pieces: [KeyLinePiece] = []
        var rest = line[...]
        while !rest.isEmpty {
            // Cut between characters: a path in the line may have letters of several bytes, of which four are most.
            let piece = rest.utf8.count <= longest ? rest : rest.prefix(longest / 4)
            rest = rest[piece.endIndex...]
            pieces.append(KeyLinePiece(text: String(piece)))
        }
        return pieces
    }

    private init(text: String) {
        self.text = text
    }

    private enum CodingKeys: String, CodingKey {
        case text
    }

    /// Reads a piece. A line break in it would be a second line for sshd, so it is refused.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decode(String.self, forKey: .text)
        guard !text.isEmpty, text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .text, in: container, debugDescription: "not a piece of an authorized_keys line")
        }
    }
}
