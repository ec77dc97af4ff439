/// The text of one known_hosts file, read into entries (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT; OpenSSH hostfile.c).
///
/// A line that cannot be read never hides the others: it becomes a warning. One difference from ssh: a marker may
/// be followed by a tab, so that such a `@revoked` line is not lost.
package struct KnownHostsFile: Sendable, Hashable {
    /// A line that was passed over.
    package struct Warning: Sendable, Hashable {
        /// The line's number, from 1.
        package var line: Int
        /// Why, in a few words.
        package var reason: String
    }

    /// The file's path, only ever used in messages.
    package let path: String
    /// The lines that say something, in their order.
    package private(set) var entries: [KnownHostsEntry] = []
    /// The lines that could not be read, in their order.
    package private(set) var warnings: [Warning] = []

    /// Reads a file's bytes. They need not be UTF-8: only names and keys matter, and those are ASCII.
    package init(path: String, contents: some Collection<UInt8>) {
        self.path = path
        let lines = contents.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            do {
                if let entry = try Self.entry(line: index + 1, Array(line)) { entries.append(entry) }
            } catch {
                warnings.append(Warning(line: index + 1, reason: error.reason))
            }
        }
    }

    /// Reads a file's text.
    package init(path: String, text: String) {
        self.init(path: path, contents: Array(text.utf8))
    }

    private struct Unreadable: Error {
        var reason: String
    }

    private static func entry(line: Int, _ bytes: [UInt8]) throws(Unreadable) -> KnownHostsEntry? {
        var words = bytes.split { " \t\r".utf8.contains($0) }.map { String(decoding: $0, as: UTF8.self) }[...]
        guard let first = words.first, !first.hasPrefix("#") else { return nil }
        let marker = try marker(first)
        if marker != .hostKey { words.removeFirst() }
        guard let names = words.popFirst() else { throw Unreadable(reason: "no host name") }
        guard !names.hasPrefix("@") else { throw Unreadable(reason: "more than one marker") }
        guard let algorithm = words.popFirst(), !algorithm.hasPrefix("#") else {
            throw Unreadable(reason: "no key type")
        }
        guard let text = words.popFirst(), !text.hasPrefix("#") else { throw Unreadable(reason: "no key") }
        guard let blob = Base64.decode(text), let key = PublicKey(blob: blob) else {
            throw Unreadable(reason: "the key is not valid base64 of a key")
        }
        guard key.algorithm == algorithm else {
            throw Unreadable(reason: "the line says \(algorithm), the key says \(key.algorithm)")
        }
        guard key.isWellFormed else { throw Unreadable(reason: "unknown or damaged key of type \(algorithm)") }
        return KnownHostsEntry(line: line, marker: marker, names: try Self.names(names), key: key)
    }

    private static func marker(_ word: String) throws(Unreadable) -> KnownHostsEntry.Marker {
        switch word {
        case "@revoked": .revoked
        case "@cert-authority": .certificateAuthority
        case _ where word.hasPrefix("@"): throw Unreadable(reason: "unknown marker \(word)")
        default: .hostKey
        }
    }

    private static func names(_ word: String) throws(Unreadable) -> KnownHostsEntry.Names {
        guard word.hasPrefix("|") else { return .patterns(word) }
        guard let hash = HostNameHash(field: word) else { throw Unreadable(reason: "malformed hashed name") }
        return .hashed(hash)
    }
}
