/// `backup FILE`: registry, host keys and settings, consistent while running. The keeper writes the file, 0600, and
/// replaces one that is there.
package struct BackupRequest: KeeperQuestion {
    /// ``KeeperVerb/backup``.
    package static let verb = KeeperVerb.backup
    /// The end of its answer.
    package typealias End = BackupReply

    /// Where to.
    package var path: FilePath

    /// Puts the parts together.
    package init(path: FilePath) {
        self.path = path
    }

    /// The request.
    package var request: KeeperRequest { .backup(self) }
}
