/// A forward specification that ssh would not take either.
package struct ForwardSpecError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which kind of forward was being read.
    package var kind: ForwardKind
    /// The whole text as the user gave it, before `${NAME}` was replaced.
    package var text: String
    /// Why `${NAME}` could not be replaced, if that was the fault.
    package var expansion: EnvironmentExpansionError?

    /// Makes the error from its parts.
    package init(kind: ForwardKind, text: String, expansion: EnvironmentExpansionError? = nil) {
        self.kind = kind
        self.text = text
        self.expansion = expansion
    }

    /// Exactly ssh's words: `Bad local forwarding specification '1:2'`.
    package var description: String { "Bad \(kind.rawValue) forwarding specification '\(text)'" }
}

extension ForwardSpecError: Diagnosable {
    /// Same as ``description``.
    package var summary: String { description }
    /// The forms that would have been right, or what is wrong with `${NAME}`.
    package var advice: String? {
        if let expansion { return expansion.description }
        switch kind {
        case .local: return "use [bind:]port:host:hostport, or socket paths in place of either side"
        case .remote: return "use [bind:]port:host:hostport, [bind:]port, or socket paths in place of either side"
        case .dynamic: return "use [bind:]port"
        case .stdio: return "use host:port"
        }
    }
    /// ssh's status for its own errors.
    package var exitStatus: Int32 { 255 }
}
