/// Which file a path leads to, and as of which change: equal only while nobody has replaced or rewritten it.
package struct FileIdentity: Sendable, Hashable {
    /// The file system.
    package var device: UInt64 = 0
    /// The file on it.
    package var inode: UInt64 = 0
    /// Bytes.
    package var size = 0
    /// Seconds since 1970 of the last change of its content.
    package var seconds = 0
    /// Nanoseconds on top.
    package var nanoseconds = 0

    /// All zero, or what is given.
    package init(device: UInt64 = 0, inode: UInt64 = 0, size: Int = 0, seconds: Int = 0, nanoseconds: Int = 0) {
        self.device = device
        self.inode = inode
        self.size = size
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }
}
