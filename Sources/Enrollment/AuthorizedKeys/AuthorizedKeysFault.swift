package import TunnelModel

/// Why a line of authorized_keys cannot be made.
package enum AuthorizedKeysFault: Error, Hashable, Sendable {
    /// More permits than sshd takes on one line: the rest goes through the verb `open`.
    case tooManyPermits(Int)
    /// The path of the helper, or a word after it, cannot be written into the line.
    case unfitWord(PlainText)
    /// A path that does not begin with `/`.
    case relativePath(PlainText)
}

extension AuthorizedKeysFault: Diagnosable {
    /// What is wrong, in one line.
    package var summary: String {
        switch self {
        case .tooManyPermits(let count):
            "\(count) permits for one key, but sshd takes at most \(AuthorizedKeysLine.maximumPermits)"
        case .unfitWord(let word):
            "'\(word)' cannot stand in authorized_keys: a quote, a backslash or a control character"
        case .relativePath(let path): "the path of the helper must begin with /, not be '\(path)'"
        }
    }

    /// What to do next.
    package var advice: String? {
        if case .tooManyPermits = self { "reach the others by `open`" } else { "choose another path" }
    }

    /// 1.
    package var exitStatus: Int32 { 1 }
}
