/// Why `${NAME}` in a value could not be replaced (OpenSSH misc.c, `dollar_expand`).
package enum EnvironmentExpansionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The variable is not set.
    case unset(String)
    /// `${` without `}`; carries the text after `${`.
    case unclosed(String)
    /// `${}`.
    case emptyName

    /// ssh's words, without the name of its C function.
    package var description: String {
        switch self {
        case .unset(let name): "env var ${\(name)} has no value"
        case .unclosed(let rest): "environment variable '\(rest)' missing closing '}'"
        case .emptyName: "zero-length environment variable"
        }
    }
}
