/// getopt(3) as the BSDs have it, one option at a time: it stops at the first word that is not an option.
///
/// Letters may be joined (`-Nv`), an argument may follow its letter at once or as the next word, `--` ends the options
/// and a lone `-` is an ordinary word. Source: OpenSSH openbsd-compat/getopt_long.c.
package struct ArgumentReader: Sendable {
    /// One step.
    package enum Step: Sendable, Hashable {
        /// An option, with its argument if its letter takes one.
        case option(Character, String?)
        /// A letter that the table does not have.
        case unknown(Character)
        /// The last word ended where an argument belongs.
        case missingArgument(Character)
        /// No more options here; `terminated` if `--` said so.
        case end(terminated: Bool)
    }

    private let table: LetterTable
    private var words: ArraySlice<String>
    private var cluster: Substring = ""

    /// Starts at the first word after the program's name.
    package init(_ words: [String], table: LetterTable = .ssh) {
        self.words = words[...]
        self.table = table
    }

    /// The words that have not been read.
    package var remaining: [String] { Array(words) }

    /// Takes the next word as it is; nil at the end. Only meaningful after `end`.
    package mutating func nextWord() -> String? { words.popFirst() }

    /// Reads the next option.
    package mutating func next() -> Step {
        if cluster.isEmpty {
            guard let word = words.first, word.hasPrefix("-"), word != "-" else { return .end(terminated: false) }
            words.removeFirst()
            guard word != "--" else { return .end(terminated: true) }
            cluster = word.dropFirst()
        }
        guard let letter = cluster.popFirst() else { return .end(terminated: false) }
        guard let takesArgument = table.takesArgument(letter) else { return .unknown(letter) }
        guard takesArgument else { return .option(letter, nil) }
        defer { cluster = "" }
        if !cluster.isEmpty { return .option(letter, String(cluster)) }
        guard let argument = words.popFirst() else { return .missingArgument(letter) }
        return .option(letter, argument)
    }
}
