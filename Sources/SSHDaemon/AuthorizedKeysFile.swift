/// The key lines as files, one for each login user, for where sshd does not run the program (see ``SafePath``).
///
/// sshd reads the file as the login user: it is 0644 in a folder of 0755. For demos and tests: some 1,000 keys.
package struct AuthorizedKeysFile: Sendable, Hashable {
    /// The folder of the files, an absolute path.
    package let folder: String

    /// Nothing is written yet.
    package init(folder: String) {
        self.folder = folder
    }

    /// The file of a login user.
    package func path(user: String) -> String { folder + "/" + user }

    /// Replaces the lines of all users at once each, those without a line included: when it returns, they are on the
    /// disk and count from the next login on. Blocks for a few writes and syncs.
    /// - Throws: if a line has a control character in it, which could make it two, or if the disk does not take it. Then
    ///   files that were not reached have their old lines.
    package func write(_ lines: [LoginRole: [String]], logins: Logins) throws(DaemonError) {
        try SystemFiles.makeFolder(folder, mode: 0o755)
        for user in logins.users {
            _ = try ConfigurationWord.user(user)
            let ours = logins.roles(of: user).flatMap { lines[$0] ?? [] }
            for line in ours where line.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
                throw DaemonError("a key line for \(user) has a control character in it")
            }
            try SystemFiles.store(ours.map { $0 + "\n" }.joined(), at: path(user: user), mode: 0o644)
        }
    }
}
