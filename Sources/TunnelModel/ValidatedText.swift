/// A kind of text that is checked once, where it comes in, and trusted from then on.
///
/// The type of a value says which rules it has passed, so that a device's name cannot stand where a service's is due.
/// It is Codable as one string, and decoding checks like every other way in.
package protocol ValidatedText: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// What such a text is called in messages, such as `device name`.
    static var kind: String { get }
    /// The text, in the one spelling that equal values share.
    var text: String { get }
    /// Checks a text. Throws a ``TextFault`` that says in one line what is wrong and what would be right.
    init(_ text: String) throws(TextFault)
}

extension ValidatedText {
    /// Same as ``text``.
    package var description: String { text }

    /// Byte order of the text, the same as SQLite's default order.
    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// Reads one string and checks it; a fault comes out as `DecodingError.dataCorrupted` with the fault's one line.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            self = try Self(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes the text as one string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
