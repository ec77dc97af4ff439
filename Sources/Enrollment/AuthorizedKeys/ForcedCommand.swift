import TunnelModel

/// The command that a key's line forces: the helper by its absolute path, `session ROLE ID`, then fixed options.
///
/// sshd gives it to the login's shell, so words with anything but letters, digits and `/._+@:,=-` are put in single
/// quotes. Words with quotes, backslashes or control characters are refused.
package struct ForcedCommand: Sendable, Hashable {
    private let program: String
    private let options: [String]

    /// A command.
    ///
    /// - Parameters:
    ///   - program: its absolute path.
    ///   - options: words after the identity, such as `--socket` and a path; none where the defaults are right.
    /// - Throws: ``AuthorizedKeysFault`` for a path or word that cannot be written.
    package init(program: String, options: [String] = []) throws(AuthorizedKeysFault) {
        guard program.hasPrefix("/") else { throw .relativePath(PlainText(cleaning: program)) }
        self.program = try Self.quoted(program)
        self.options = try options.map { word throws(AuthorizedKeysFault) in try Self.quoted(word) }
    }

    /// The text for the shell.
    package func text(for identity: SessionIdentity) -> String {
        ([program, "session"] + identity.words + options).joined(separator: " ")
    }

    private static func quoted(_ word: String) throws(AuthorizedKeysFault) -> String {
        let isFit = word.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && !"\"'\\".utf8.contains($0) }
        guard isFit, !word.isEmpty else { throw .unfitWord(PlainText(cleaning: word)) }
        let isPlain = word.utf8.allSatisfy { HostPort.isLetterOrDigit($0) || "/._+@:,=-".utf8.contains($0) }
        return isPlain ? word : "'\(word)'"
    }
}
