package import TunnelModel

/// Whoever reads files for the login; a closure set, so that Link itself knows no disk.
package struct KeyFileReader: Sendable {
    /// What there is at a path.
    package enum Answer: Sendable {
        case text(Secret<String>, mode: UInt32, isOwn: Bool)
        /// The system's words, such as "No such file or directory".
        case failed(words: String, isMissing: Bool)
    }

    /// The closure itself.
    package let read: @Sendable (_ path: String) -> Answer

    /// - Parameter read: blocks; called on a thread that may.
    package init(read: @escaping @Sendable (_ path: String) -> Answer) {
        self.read = read
    }
}
