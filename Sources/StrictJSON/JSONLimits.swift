/// What a JSON text may be at most before it is refused unread.
package struct JSONLimits: Sendable, Hashable {
    /// Length in bytes.
    package var bytes: Int
    /// How many arrays and objects may stand within each other.
    package var depth: Int

    /// Limits of one's own, for a file say.
    package init(bytes: Int, depth: Int = 16) {
        self.bytes = bytes
        self.depth = depth
    }

    /// One line of a protocol: 64 KiB without its newline, 16 deep.
    package static let line = JSONLimits(bytes: 65_536)
}
