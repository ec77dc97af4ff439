/// The letters of ssh that this program does not have: what to use instead.
enum RefusedLetter {
    /// The error for a letter; nil if the letter is one that we have.
    static func error(for letter: Character) -> CommandLineError? {
        guard letter != "1" else { return CommandLineError("SSH protocol v.1 is no longer supported") }
        return instead[letter].map { .unsupported("option -\(letter)", $0) }
    }

    private static let instead: [Character: String] = [
        "P": "give the options themselves",
        "s": "sallyport only forwards; use ssh for a subsystem",
        "y": "use -E file, or pipe standard error into logger",
    ]
}
