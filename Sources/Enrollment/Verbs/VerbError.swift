package import TunnelModel

/// Why what a peer asked of the forced command is not one of its role's verbs.
package enum VerbError: Error, Hashable, Sendable {
    /// No command: a shell was asked for, which nobody gets.
    case missing
    /// Longer than any verb with its arguments, in bytes.
    case oversized(Int)
    /// A control character or one beyond ASCII, counted from 1.
    case strangeCharacter(position: Int)
    /// More than one blank between words, or one at an end.
    case blanks
    /// A first word that is no verb of the role, or a subsystem such as sftp.
    case unknown(PlainText, role: Role)
    /// A verb with too many or too few words after it.
    case arguments(verb: String, usage: String)
    /// An argument that is not what it must be.
    case malformed(verb: String, TextFault)
}

extension VerbError: Diagnosable {
    /// What is wrong, in one line.
    package var summary: String {
        switch self {
        case .missing: "no shell here: this key is for sallyport only"
        case .oversized(let count): "a command of \(count) bytes is too long"
        case .strangeCharacter(let position): "a character that no command has, at position \(position)"
        case .blanks: "words are separated by one blank each"
        case .unknown(let word, let role): "unknown command '\(word)' for \(role.phrase)"
        case .arguments(_, let usage): "usage: \(usage)"
        case .malformed(let verb, let fault): "\(verb): \(fault)"
        }
    }

    /// The commands of the role, where the word was unknown.
    package var advice: String? {
        guard case .unknown(_, let role) = self else { return nil }
        return "commands: " + role.verbs.joined(separator: ", ")
    }

    /// 64 (sysexits' EX_USAGE).
    package var exitStatus: Int32 { 64 }
}
