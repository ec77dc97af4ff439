/// ssh's option letters and which of them take an argument, written as getopt(3) does.
package struct LetterTable: Sendable, Hashable {
    /// The table of ssh: the same words must parse alike even where we refuse the letter afterwards.
    package static let ssh = LetterTable("1246ab:c:e:fgi:kl:m:no:p:qstvxAB:CD:E:F:GI:J:KL:MNO:P:Q:R:S:TVw:W:XYy")

    private let takesArgument: [Character: Bool]

    /// Reads a table in getopt's notation: a colon after a letter says that it takes an argument.
    package init(_ notation: String) {
        var table: [Character: Bool] = [:]
        var last: Character?
        for character in notation {
            if character == ":", let letter = last {
                table[letter] = true
            } else {
                table[character] = false
                last = character
            }
        }
        takesArgument = table
    }

    /// Whether a letter takes an argument; nil if it is not in the table.
    package func takesArgument(_ letter: Character) -> Bool? { takesArgument[letter] }
}
