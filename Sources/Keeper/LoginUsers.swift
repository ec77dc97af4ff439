import CPosix
import Glibc
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

    /// Root, and whoever runs the keeper: may ask anything.
    func isAdministrator(_ uid: UInt32) -> Bool { uid == 0 || uid == own }

    /// Whether it may ask for key lines.
    func mayAskForKeys(_ uid: UInt32) -> Bool { isAdministrator(uid) || uid == keys }

    /// Whether it may speak as a session of a role.
    func maySpeak(as role: LoginRole, _ uid: UInt32) -> Bool { isAdministrator(uid) || roles[role] == uid }

    /// Whether it may connect at all.
    func isKnown(_ uid: UInt32) -> Bool { mayAskForKeys(uid) || roles.values.contains(uid) }
}
