/// What `doctor` knows of a bastion; nil is what could not be found out or does not apply, and is not judged.
package struct DoctorFacts: Sendable {
    /// Who logs in.
    package var logins: Logins
    /// Whether the bastion's own sshd serves them, or the system's.
    package var isPrivate: Bool
    /// sshd's version.
    package var version: SSHDVersion?
    /// What sshd does for the login of each role, and what it says if it does not say it.
    package var effective: [LoginRole: Result<EffectiveConfiguration, DaemonError>] = [:]
    /// Where a listener at a device's address really came up, see ``GatewayTrial``.
    package var gateway: GatewayTrial.Outcome?
    /// The program that sshd and the logins run.
    package var program: SafePath?
    /// Whether sshd runs the program for the keys, so that its path has to be safe.
    package var usesCommand = true
    /// The encrypted password of each login user, from /etc/shadow: `!` is a locked account.
    package var passwords: [String: String] = [:]
    /// The login users that the system does not know.
    package var missingUsers: [String] = []
    /// Whether the folder that root's sshd needs is there.
    package var hasSeparationFolder: Bool?
    /// How many descriptors a process of sshd may have, and how many processes there may be in its unit.
    package var descriptorLimit: Int?
    /// The most tasks of sshd's unit; `Int.max` for no limit.
    package var taskLimit: Int?
    /// Lines of logind's configuration that count: `UserTasksMax` and the like, as `Key=Value`.
    package var logind: [String] = []
    /// The mode of fail2ban's sshd jail if it is on: `normal`, `ddos`, `extra`, `aggressive`.
    package var banMode: String?
    /// What came of connections by other users, see ``FirewallTrial``.
    package var firewall: [FirewallTrial.Outcome] = []
    /// Free bytes where the registry is.
    package var freeBytes: Int?
    /// All bytes there.
    package var allBytes: Int?
    /// Seconds since the last backup; `Int.max` if there was none ever.
    package var backupAge: Int?
    /// What is wrong with a connect to sshd, nil if all is well; one for each address.
    package var probes: [String] = []

    /// Nothing is known yet.
    package init(logins: Logins, isPrivate: Bool) {
        self.logins = logins
        self.isPrivate = isPrivate
    }
}
