package import TunnelModel

/// What an operator may reach, as far as it fits into a key line.
package struct Permits: Sendable, Hashable {
    /// Most permits of a key line; sshd refuses a key with more than 4,097 (auth-options.c, SSH_AUTHOPT_PERMIT_MAX).
    package static let maximumCount = 4096

    /// The places, in order.
    package var permits: [Permit]
    /// The earliest end of the grants that gave them; nil when none ends.
    package var until: UTCTime?
    /// Whether these are all. Else the operator reaches the rest by the verb `open`.
    package var isComplete: Bool
}
