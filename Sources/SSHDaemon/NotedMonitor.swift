package import TunnelModel

/// The sshd process that watches over one connection: the parent of AuthorizedKeysCommand and of the session.
package struct NotedMonitor: Sendable, Hashable {
    /// Which process.
    package let process: ProcessIdentity
    /// The key that it asked for last. It asks again for the key that has logged in, so after a login it is that one.
    package var fingerprint: KeyFingerprint
    /// The role of the login user, or of the key where all have one user.
    package var role: LoginRole
    /// When it was first noted, in seconds since 1970.
    package let notedAt: Int

    /// As given.
    package init(
        process: ProcessIdentity, fingerprint: KeyFingerprint, role: LoginRole, notedAt: Int
    ) {
        self.process = process
        self.fingerprint = fingerprint
        self.role = role
        self.notedAt = notedAt
    }
}
