import Enrollment
import KeeperProtocol
import NIOCore
import Registry
import SSHDaemon
import TunnelModel

/// Where all that is asked of the keeper is decided and done, one thing after the other.
///
/// An actor: what is known of sessions and presence changes in one place. The registry's calls block it for
/// microseconds, a change for one fsync; long lists are read beside it.
package actor Desk {
    let registry: Registry
    let settings: KeeperSettings
    let writer: KeyWriter
    let whereabouts: Bearings
    /// The time, read once a request.
    let clock: @Sendable () -> UTCTime
    /// Bytes that nobody can guess.
    let randomness: @Sendable (Int) -> [UInt8]
    /// Where a login's sshd reads the lines, when it does not ask for them.
    let keyFiles: AuthorizedKeysFile?
    /// For the log: one line each.
    let report: @Sendable (String) -> Void

    let ender = SessionEnder()
    let finder = MonitorFinder()
    let table = ProcessTable()
    var index = SessionIndex()
    /// The index for the next keeper.
    let journal: MonitorJournal
    var journalLineCount = 0
    /// Connections that were ended, and why, until they are gone: one in the middle of its login may outlive an ending.
    var condemned: [ProcessIdentity: String] = [:]
    /// Whose the keys are that have asked to log in, and the other way round.
    var owners: [KeyFingerprint: KeyOwner] = [:]
    var keys: [KeyOwner: Set<KeyFingerprint>] = [:]
    var sessions: [ProcessIdentity: LiveSession] = [:]
    var presence: PresenceBoard
    var hook: ChangeHook?
    /// The listener of our sshd: never signalled.
    var spared: Set<ProcessIdentity> = []
    let users: LoginUsers
    /// Since when this keeper runs.
    let started: UTCTime
    /// The private sshd in words; nil where the system's serves.
    var sshd: String?
    var lastBackup: UTCTime?
    /// Parts of imports, by the process that sends them.
    var imports: [ProcessIdentity: [ExportRecord]] = [:]
    /// Which share of the connections was looked at last.
    var share: Int32 = 0
    /// When old sessions are next forgotten.
    var nextForgetting: UTCTime
    /// Whether the keeper has to start anew, since a backup has taken its registry's place.
    var hasRestored = false
    /// Whether the answer that told of it has had its time.
    var mustStartAnew = false
    var restoreBeats = 0
    /// What `open` began and has not reported the end of.
    var relays: [Int64: Relay] = [:]
    var lastRelay: Int64 = 0

    init(
        registry: Registry, settings: KeeperSettings, writer: KeyWriter, whereabouts: Bearings, users: LoginUsers,
        keyFiles: AuthorizedKeysFile?, clock: @escaping @Sendable () -> UTCTime,
        randomness: @escaping @Sendable (Int) -> [UInt8], report: @escaping @Sendable (String) -> Void
    ) {
        self.registry = registry
        self.settings = settings
        self.writer = writer
        self.whereabouts = whereabouts
        self.users = users
        self.keyFiles = keyFiles
        self.clock = clock
        self.randomness = randomness
        self.report = report
        journal = MonitorJournal(path: settings.state + "/monitors")
        started = clock()
        nextForgetting = started
        lastBackup = SmallFile.text(settings.state + "/last-backup").flatMap { text in
            try? UTCTime(String(text.prefix { !$0.isNewline }))
        }
        presence = PresenceBoard(grace: settings.grace)
        hook = settings.onChange.map { ChangeHook(command: $0) }
    }
}

extension Desk {
    /// A process that is never to be signalled.
    func spare(_ process: ProcessIdentity) { spared = [process] }

    /// What sshd serves the logins, in words.
    func describe(_ words: String) { sshd = words }
}
