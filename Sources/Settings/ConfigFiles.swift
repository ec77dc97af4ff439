/// The questions to the disk that reading configuration files needs, as closures: this module opens no file itself.
package struct ConfigFiles: Sendable {
    /// What became of reading a file.
    package enum Answer: Sendable {
        /// Its bytes, its permission bits and the numeric id of its owner. The bit that lets the group write is left
        /// out if the group is the owner's own.
        case file([UInt8], mode: UInt32, owner: UInt32)
        /// There is none; in the system's words.
        case missing(String)
        /// It cannot be read, for the reason that the system gives.
        case unreadable(String)
    }

    /// Reads a whole file. Blocks.
    package var read: @Sendable (String) -> Answer
    /// The files that match a pattern as glob(7) has it, sorted; `~` and `~user` at its start stand for home
    /// directories. Empty if none matches.
    package var glob: @Sendable (String) -> [String]

    /// Takes the two closures.
    package init(read: @escaping @Sendable (String) -> Answer, glob: @escaping @Sendable (String) -> [String]) {
        self.read = read
        self.glob = glob
    }

    /// A disk without a single file.
    package static let none = ConfigFiles(
        read: { _ in .missing("No such file or directory") }, glob: { _ in [] })
}
