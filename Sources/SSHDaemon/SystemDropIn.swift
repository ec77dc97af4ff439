/// The file for /etc/ssh/sshd_config.d of a sshd that has other users too: it changes nothing for them.
package struct SystemDropIn: Sendable, Hashable {
    /// Where the administrator puts it.
    package static let path = "/etc/ssh/sshd_config.d/20-sallyport.conf"
    /// The login users, one for each role.
    package var logins: Logins
    /// Where the key lines come from.
    package var keys: KeySource
    /// As in ``PrivateConfiguration/aliveInterval``. Default 330.
    package var aliveInterval = 330
    /// As in ``PrivateConfiguration/aliveCount``. Default 2.
    package var aliveCount = 2

    /// With the defaults for the rest.
    package init(logins: Logins = .standard, keys: KeySource) {
        self.logins = logins
        self.keys = keys
    }

    /// The file's text: blocks for the login users only.
    /// - Throws: if a path or a name cannot stand in such a file, or if one login is to serve all roles.
    package func text() throws(DaemonError) -> String {
        guard case .perRole = logins else {
            throw DaemonError(
                "the system's sshd needs a login user for each role", advice: "run `init --apply` as root")
        }
        var users: [String] = []
        for user in logins.users { users.append(try ConfigurationWord.user(user)) }
        var lines = ["# Made by `sallyport-bastion init`. Only the logins named here are touched."]
        // A role's own block comes first: in sshd the first value that matches wins.
        for role in LoginRole.allCases {
            lines.append("Match User \(logins.user(for: role))")
            lines += RoleLines.forwarding(role).map { "    " + $0 }
        }
        lines.append("Match User \(users.joined(separator: ","))")
        let common =
            [
                "AuthenticationMethods publickey", "PubkeyAuthentication yes", "PasswordAuthentication no",
                "KbdInteractiveAuthentication no", "HostbasedAuthentication no", "TrustedUserCAKeys none",
                "ExposeAuthInfo no", "ForceCommand none", "ChrootDirectory none", "Banner none", "MaxAuthTries 3",
                "LogLevel VERBOSE", "ClientAliveInterval \(aliveInterval)", "ClientAliveCountMax \(aliveCount)",
                // Takes the place of the administrator's list: no variable of the other side reaches our command.
                "RekeyLimit 4G 1h", "AcceptEnv SALLYPORT_NOTHING",
            ] + RoleLines.refused
        lines += common.map { "    " + $0 }
        lines += try RoleLines.keys(keys).map { "    " + $0 }
        return lines.joined(separator: "\n") + "\n"
    }
}
