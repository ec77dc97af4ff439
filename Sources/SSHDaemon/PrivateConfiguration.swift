/// The sshd_config of a sshd that belongs to the bastion alone.
package struct PrivateConfiguration: Sendable, Hashable {
    /// Where it listens; at least one.
    package var listen: [ListenAddress]
    /// Absolute path of the private host key in use.
    package var hostKey: String
    /// Absolute path of the file into which it writes its process id.
    package var pidFile: String
    /// Who logs in.
    package var logins: Logins
    /// Where the key lines come from.
    package var keys: KeySource
    /// The sshd it is for: lines that an older one does not know are left out.
    package var version: SSHDVersion
    /// Whether sshd looks at who may write key files and the folders above them. Off only for files that others may
    /// not change but whose folders sshd does not like, such as those under a sticky /tmp. Default true.
    package var isStrict = true
    /// After so many seconds of silence sshd asks whether the other side is there: longer than any ping of ours, so
    /// that it costs no data while a device lives. Default 330.
    package var aliveInterval = 330
    /// How many such questions stay without an answer until the session ends. Default 2.
    package var aliveCount = 2
    /// Networks in CIDR form whose failed logins are not held against each other, from sshd 9.8 on: a fleet behind one
    /// address. Loopback, from where the probe comes, is always among them.
    package var exemptNetworks: [String] = []

    /// With the defaults for the rest.
    package init(
        listen: [ListenAddress], hostKey: String, pidFile: String, logins: Logins, keys: KeySource,
        version: SSHDVersion
    ) {
        self.listen = listen
        self.hostKey = hostKey
        self.pidFile = pidFile
        self.logins = logins
        self.keys = keys
        self.version = version
    }

    /// The file's text.
    /// - Throws: if a path or a name cannot stand in such a file.
    package func text() throws(DaemonError) -> String {
        guard !listen.isEmpty else {
            throw DaemonError("sshd has no address to listen on", advice: "name one with --listen ADDR:PORT")
        }
        var lines = ["# Made by sallyport-bastion, which writes it anew at each start: changes here are lost."]
        lines += listen.map { "ListenAddress \($0)" }
        lines += [
            "HostKey \(try ConfigurationWord.path(hostKey))",
            "PidFile \(try ConfigurationWord.path(pidFile))",
        ]
        var users: [String] = []
        for user in logins.users { users.append(try ConfigurationWord.user(user)) }
        lines.append("AllowUsers \(users.joined(separator: " "))")
        lines += loginLines + connectionLines
        lines += try RoleLines.keys(keys) + RoleLines.refused
        switch logins {
        case .one: lines += RoleLines.shared
        case .perRole:
            lines.append("AllowTcpForwarding no")
            for role in LoginRole.allCases {
                lines.append("Match User \(logins.user(for: role))")
                lines += RoleLines.forwarding(role).map { "    " + $0 }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Keys and nothing but keys.
    private var loginLines: [String] {
        [
            "AuthenticationMethods publickey", "PubkeyAuthentication yes", "PasswordAuthentication no",
            "KbdInteractiveAuthentication no", "HostbasedAuthentication no", "PermitEmptyPasswords no",
            "PermitRootLogin no", "UsePAM no", "StrictModes \(isStrict ? "yes" : "no")", "ExposeAuthInfo no",
            "PermitUserEnvironment no", "PrintMotd no", "PrintLastLog no", "UseDNS no", "MaxAuthTries 3",
            "LoginGraceTime 20", "LogLevel VERBOSE",
        ]
    }

    private var connectionLines: [String] {
        var lines = [
            "MaxStartups 200:30:1000", "ClientAliveInterval \(aliveInterval)", "ClientAliveCountMax \(aliveCount)",
            "TCPKeepAlive yes", "RekeyLimit 4G 1h",
        ]
        if version >= SSHDVersion(9, 8) {
            lines.append("PerSourcePenalties min:60s max:120s")
            let networks = ["127.0.0.0/8", "::1/128"] + exemptNetworks
            lines.append("PerSourcePenaltyExemptList \(networks.joined(separator: ","))")
        }
        return lines
    }
}
