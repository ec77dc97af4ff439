/// Where a value came from, for messages and for rules that differ by place.
package enum Origin: Sendable, Hashable {
    /// An `-o` option.
    case commandLine
    /// A flag of its own, by its letter, such as `-i`.
    case flag(Character)
    /// A line of a configuration file, counted from 1.
    case file(path: String, line: Int)
    /// Nobody gave one.
    case `default`

    /// How ssh starts a message about a value from here; `-o` counts as line 0 of `command-line`.
    package var place: String {
        switch self {
        case .commandLine: "command-line line 0"
        case .flag(let letter): "command-line option -\(letter)"
        case .file(let path, let line): "\(path) line \(line)"
        case .default: "default"
        }
    }

    /// How ssh starts the one message about an unknown keyword, which has two more colons.
    var placeOfUnknownKeyword: String {
        switch self {
        case .commandLine: "command-line: line 0"
        case .file(let path, let line): "\(path): line \(line)"
        case .flag, .default: place
        }
    }
}
