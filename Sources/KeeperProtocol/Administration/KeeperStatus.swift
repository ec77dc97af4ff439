package import Enrollment
package import TunnelModel

/// How the keeper does.
package struct KeeperStatus: Codable, Sendable, Hashable {
    /// The keeper's version.
    package var version: PlainText
    /// When it was started.
    package var since: UTCTime
    /// Its state directory.
    package var state: FilePath
    /// What new tokens tell of it.
    package var whereabouts: Whereabouts
    /// Its private sshd in one line; nil if it has none.
    package var sshd: PlainText?
    /// How many devices are accepted.
    package var devices: Int
    /// How many wait for approval.
    package var pending: Int
    /// How many are connected.
    package var online: Int
    /// How many operators may log in.
    package var operators: Int
    /// How many sessions live, of all roles.
    package var sessions: Int
    /// When the latest backup was made.
    package var lastBackup: UTCTime?
    /// What an administrator should look at.
    package var warnings: [PlainText]

    /// Puts the parts together.
    package init(
        version: PlainText, since: UTCTime, state: FilePath, whereabouts: Whereabouts, sshd: PlainText? = nil,
        devices: Int, pending: Int, online: Int, operators: Int, sessions: Int, lastBackup: UTCTime? = nil,
        warnings: [PlainText] = []
    ) {
        self.version = version
        self.since = since
        self.state = state
        self.whereabouts = whereabouts
        self.sshd = sshd
        self.devices = devices
        self.pending = pending
        self.online = online
        self.operators = operators
        self.sessions = sessions
        self.lastBackup = lastBackup
        self.warnings = warnings
    }
}
