/// Which configuration files are read: what `-F` chooses.
package enum ConfigFileChoice: Sendable, Hashable {
    /// No `-F`: `~/.ssh/config`, then `/etc/ssh/ssh_config`; either may be absent.
    case usual
    /// `-F none`: none.
    case none
    /// `-F file`: this one alone, which must exist.
    case named(String)

    /// Reads the argument of `-F`.
    package init(argument: String) {
        self = argument.lowercased() == "none" ? .none : .named(argument)
    }
}
