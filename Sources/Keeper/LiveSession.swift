import Registry
import SSHDaemon

/// A connection whose session has spoken with us.
struct LiveSession: Sendable {
    /// Whose.
    var owner: KeyOwner
    /// Its number in the registry.
    var number: RowID<Session>
    /// Whether it has said hello: it is what makes a device present.
    var hasGreeted: Bool
    /// Why it is being ended, if it is.
    var reason: String?
}
