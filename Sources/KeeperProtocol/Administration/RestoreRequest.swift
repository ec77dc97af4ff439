/// `restore FILE`: puts what `backup` has saved in the place of all that is there. The keeper reads the file.
package struct RestoreRequest: KeeperQuestion {
    /// ``KeeperVerb/restore``.
    package static let verb = KeeperVerb.restore
    /// The end of its answer.
    package typealias End = BackupReply

    /// Where from.
    package var path: FilePath

    /// Puts the parts together.
    package init(path: FilePath) {
        self.path = path
    }

    /// The request.
    package var request: KeeperRequest { .restore(self) }
}
