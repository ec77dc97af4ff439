/// One line of known_hosts that says something: for which names, which key, and what about it.
package struct KnownHostsEntry: Sendable, Hashable {
    /// The word with `@` at the start of a line (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
    package enum Marker: Sendable, Hashable {
        /// None: the key is a host's own.
        case hostKey
        /// `@cert-authority`: the key signs host certificates, and is no host's own.
        case certificateAuthority
        /// `@revoked`: the key must never be accepted.
        case revoked
    }

    /// The names that the line is for.
    package enum Names: Sendable, Hashable {
        /// Patterns separated by commas, as written.
        case patterns(String)
        /// One hashed name.
        case hashed(HostNameHash)
    }

    /// The line's number in its file, from 1.
    package var line: Int
    /// What the line says about the key.
    package var marker: Marker
    /// Which hosts it is for.
    package var names: Names
    /// The key.
    package var key: PublicKey

    /// Makes an entry; nothing is checked.
    package init(line: Int, marker: Marker, names: Names, key: PublicKey) {
        self.line = line
        self.marker = marker
        self.names = names
        self.key = key
    }

    /// Whether the line is for a name, in lower case and with its port in ssh's form.
    package func matches(_ name: String) -> Bool {
        switch names {
        case .patterns(let list): HostPattern.list(list, matches: name)
        case .hashed(let hash): hash.matches(name)
        }
    }
}
