package import TunnelModel

/// An enrollment token on its way to the person who ordered it. It prints a mask.
package struct TokenWord: Codable, Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let word: String

    /// Takes a token's word.
    package init(_ word: Secret<String>) {
        self.word = word.reveal()
    }

    /// The word, `sp1_…`.
    package var text: Secret<String> { Secret(word) }

    /// The mask.
    package var description: String { text.description }

    /// The mask.
    package var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows the mask too.
    package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }

    /// Reads one string; the rest of the program reads it as a token.
    package init(from decoder: any Decoder) throws {
        word = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes one string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}
