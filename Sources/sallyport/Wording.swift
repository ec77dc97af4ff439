import CommandSupport
import Settings
import TunnelModel

/// What is said on standard error, in ssh's words: scripts look for them.
struct Wording: Sendable {
    let settings: ClientSettings
    let console: Console

    /// The host as ssh shows it in messages about its key.
    var hostName: String { settings.knownHostsName }
}
