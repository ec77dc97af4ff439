/// A destination that ssh refuses.
package enum SSHDestinationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `@host`, or a URI that does not parse: ssh answers with its usage text.
    case malformed
    /// An empty host, a leading `-`, or a character that a shell might act on.
    case unsafeHost
    /// The same for the user name.
    case unsafeUser

    /// ssh's words where it has some.
    package var description: String {
        switch self {
        case .malformed: "bad destination"
        case .unsafeHost: "hostname contains invalid characters"
        case .unsafeUser: "remote username contains invalid characters"
        }
    }
}

extension SSHDestinationError: Diagnosable {
    /// Same as ``description``.
    package var summary: String { description }
    /// The forms that would have been right.
    package var advice: String? { "use [user@]host or ssh://[user@]host[:port]" }
    /// ssh's status for its own errors.
    package var exitStatus: Int32 { 255 }
}
