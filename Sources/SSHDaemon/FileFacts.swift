import CPosix

/// What the system says about one file or folder.
package struct FileFacts: Sendable, Hashable {
    /// What a path leads to.
    package enum Kind: Sendable, Hashable {
        /// A regular file.
        case file
        /// A folder.
        case folder
        /// A symbolic link, if links are not followed.
        case link
        /// A socket, device or pipe.
        case other
    }

    /// Its path as it was asked for.
    package var path: String
    /// What it is.
    package var kind: Kind
    /// Permission bits, with set-uid, set-gid and sticky.
    package var mode: UInt32
    /// The user it belongs to.
    package var owner: UInt32
    /// Bytes.
    package var size: Int
    /// Seconds since 1970 of the last change of its content.
    package var changed: Int
    /// Which file it is and as of when: differs once another file has taken the path or its content was changed.
    package var identity: FileIdentity

    /// Made up, for decisions that are tested without files.
    package init(
        path: String, kind: Kind, mode: UInt32, owner: UInt32, size: Int = 0, changed: Int = 0,
        identity: FileIdentity = FileIdentity()
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.owner = owner
        self.size = size
        self.changed = changed
        self.identity = identity
    }

    /// Looks at a path, at what a link points to if `follows`; nil if there is nothing or it cannot be seen. Blocks.
    package init?(at path: String, follows: Bool = true) {
        var facts = sallyport_file_facts()
        guard sallyport_look_at_file(path, follows ? 1 : 0, &facts) == 0 else { return nil }
        let kinds: [Character: Kind] = ["f": .file, "d": .folder, "l": .link]
        let letter = UInt8(exactly: facts.kind).map { Character(Unicode.Scalar($0)) } ?? "?"
        self.init(
            path: path, kind: kinds[letter] ?? .other, mode: facts.mode, owner: facts.owner, size: facts.size,
            changed: facts.changed_seconds,
            identity: FileIdentity(
                device: UInt64(facts.device), inode: UInt64(facts.inode), size: facts.size,
                seconds: facts.changed_seconds, nanoseconds: facts.changed_nanoseconds))
    }
}
