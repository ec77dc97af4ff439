package import TunnelModel

/// A host key of the private sshd. It is kept here too, so that a backup holds it.
package struct HostKey: Sendable {
    /// What the key is for.
    package enum Use: String, Sendable, Hashable, CaseIterable {
        /// sshd has it.
        case active
        /// Pinned by devices, and kept for the day on which the active one must go.
        case spare
        /// Out of use.
        case retired
    }

    /// What it is for.
    package var use: Use
    /// The public key.
    package var key: PublicKey
    /// The private key file's contents.
    package var file: Secret<String>

    /// A host key from its parts.
    package init(use: Use, key: PublicKey, file: Secret<String>) {
        self.use = use
        self.key = key
        self.file = file
    }
}
