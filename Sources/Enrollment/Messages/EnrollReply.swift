package import TunnelModel

/// The bastion's answer to ``EnrollRequest``, in an ``Answer``. The same key with the same token gets the same again.
package struct EnrollReply: Codable, Sendable, Hashable {
    /// What the key is for now: `device` or `operator`.
    package var role: Role
    /// The name that it has.
    package var name: PlainText
    /// Whether a person must approve it first.
    package var isPending: Bool
    /// When to come again if it is pending.
    package var retryAfter: TimeSpan?
    /// Services that the token tells a device to offer; what is in its own settings comes first.
    package var services: [OfferedService]
    /// Where to log in with the new key.
    package var whereabouts: Whereabouts

    /// A reply.
    package init(
        role: Role, name: PlainText, isPending: Bool, retryAfter: TimeSpan? = nil, services: [OfferedService] = [],
        whereabouts: Whereabouts
    ) {
        self.role = role
        self.name = name
        self.isPending = isPending
        self.retryAfter = retryAfter
        self.services = services
        self.whereabouts = whereabouts
    }
}
