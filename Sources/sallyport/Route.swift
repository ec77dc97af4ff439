import CommandSupport
import Settings

/// The settings of every host on the way: jump hosts in the order of travel, then the target.
struct Route: Sendable {
    let hops: [ClientSettings]
    let target: ClientSettings
    /// The person who runs the program.
    let user: CurrentUser

    /// `settings` is never empty; the last is the target's.
    init(_ settings: [ClientSettings], user: CurrentUser) {
        hops = settings.dropLast()
        target = settings[settings.count - 1]
        self.user = user
    }
}
