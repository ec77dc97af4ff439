/// What a peer asked of the forced command (`SSH_ORIGINAL_COMMAND`), as words.
///
/// It is at most ``maximumLength`` printable ASCII characters; words are separated by single blanks. No quoting: no
/// argument of a verb needs it, and no shell sees it. Messages never stand here: they come as one line on standard
/// input, because a command line is cut at lengths that differ between clients.
struct SessionCommand {
    /// Longest command in bytes; ours have fewer than 150.
    static let maximumLength = 1_024

    let verb: String
    let arguments: [String]

    init(_ command: String?) throws(VerbError) {
        guard let command, !command.isEmpty else { throw .missing }
        let bytes = command.utf8
        guard bytes.count <= Self.maximumLength else { throw .oversized(bytes.count) }
        if let place = bytes.enumerated().first(where: { !(0x20...0x7E).contains($0.element) })?.offset {
            throw .strangeCharacter(position: place + 1)
        }
        let words = command.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.allSatisfy({ !$0.isEmpty }) else { throw .blanks }
        verb = words[0]
        arguments = Array(words.dropFirst())
    }

    /// The arguments, which must be none.
    func takeNothing() throws(VerbError) {
        guard arguments.isEmpty else { throw .arguments(verb: verb, usage: verb) }
    }
}
