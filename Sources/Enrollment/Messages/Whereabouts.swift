package import TunnelModel

/// Where a bastion is and how it proves itself, so that it can move and change its keys without a visit to devices.
///
/// The receiver keeps an old one until a login with the new one has worked.
package struct Whereabouts: Codable, Sendable, Hashable {
    /// Its addresses, the best first.
    package var bastions: [HostPort]
    /// Fingerprints of its host keys: the one in use first, then the spare.
    package var hostKeys: [KeyFingerprint]
    /// The login of the receiver's role.
    package var login: LoginName

    /// Whereabouts.
    package init(bastions: [HostPort], hostKeys: [KeyFingerprint], login: LoginName) {
        self.bastions = bastions
        self.hostKeys = hostKeys
        self.login = login
    }
}
