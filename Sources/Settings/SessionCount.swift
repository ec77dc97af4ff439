/// How many SSH sessions a link may hold at a time, our own keyword SallyportSessions.
package enum SessionCount: Sendable, Hashable, CustomStringConvertible {
    /// As many as the opens need.
    case auto
    /// Exactly so many, within ``bounds``.
    case fixed(Int)

    /// What can be asked for.
    package static let bounds = 1...16

    /// Reads `auto` or a number; nil for anything else or out of bounds.
    package init?(_ text: String) {
        if text.lowercased() == "auto" {
            self = .auto
        } else if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text),
            Self.bounds.contains(count)
        {
            self = .fixed(count)
        } else {
            return nil
        }
    }

    /// As it is written in a file.
    package var description: String {
        switch self {
        case .auto: "auto"
        case .fixed(let count): "\(count)"
        }
    }
}
