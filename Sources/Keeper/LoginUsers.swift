import CPosix
import Glibc
import KeeperProtocol
package import SSHDaemon
import TunnelModel

/// The user ids behind the logins, and what each may ask of the keeper.
package struct LoginUsers: Sendable {
    /// The keeper's own.
    let own: UInt32
    /// Of each role.
    let roles: [LoginRole: UInt32]
    /// Of the AuthorizedKeysCommand; nil where it is the keeper's own.
    let keys: UInt32?

    /// Looks the users up.
    package init(_ logins: Logins, keysUser: String) throws(MissingUser) {
        own = geteuid()
        var roles: [LoginRole: UInt32] = [:]
        for role in LoginRole.allCases { roles[role] = try Self.uid(logins.user(for: role)) }
        self.roles = roles
        if case .one = logins { keys = nil } else { keys = try Self.uid(keysUser) }
    }

    private static func uid(_ name: String) throws(MissingUser) -> UInt32 {
        var uid: UInt32 = 0
        var gid: UInt32 = 0
        guard sallyport_find_user(name, &uid, &gid) == 0 else { throw MissingUser(name: name) }
        return uid
    }

    /// As whom a user may ask: several, where logins share a user.
    func callers(_ uid: UInt32) -> [KeeperCaller] {
        if uid == 0 || uid == own { return [.administrator] }
        var callers: [KeeperCaller] = uid == keys ? [.keys] : []
        if roles[.device] == uid { callers.append(.device) }
        if roles[.operator] == uid { callers.append(.operator) }
        if roles[.enroll] == uid { callers.append(.enrollee) }
        return callers
    }

    /// Whether it may connect at all.
    func isKnown(_ uid: UInt32) -> Bool { !callers(uid).isEmpty }
}
