/// What the known_hosts files say about a host and the key that it showed.
package enum KnownHostsAnswer: Sendable, Hashable {
    /// A line of a file, for messages such as `Offending ED25519 key in FILE:LINE`.
    package struct Place: Sendable, Hashable, CustomStringConvertible {
        /// The file's path.
        package var file: String
        /// The line, from 1.
        package var line: Int

        /// Makes a place.
        package init(file: String, line: Int) {
            self.file = file
            self.line = line
        }

        /// `FILE:LINE`.
        package var description: String { "\(file):\(line)" }
    }

    /// The host is known by this key.
    case ok(Place)
    /// The key is marked `@revoked` for this host: never accept it.
    case revoked(Place)
    /// The host is known, but by other keys only, of this type or of another. As in ssh, the place and the type are
    /// those of the last such line.
    case changed(Place, known: PublicKey)
    /// No line speaks of the host.
    case unknown

    /// Whether the host is known by this key.
    package var isOK: Bool {
        if case .ok = self { true } else { false }
    }
}
