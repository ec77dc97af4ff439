import TestSupport

/// Words of a command line for a run that never logs in, or not as the fixture's own key would.
struct Words: Sendable {
    /// Options that every run has: nothing of the machine's own settings, nobody to ask.
    static let bare = [
        "-F", "none", "-N", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "IgnoreUnknown=Sallyport*",
    ]

    /// To `sshd` as its own user, with `options` first; known hosts from `knownHosts`, nil: the fixture's.
    static func login(
        to sshd: SSHDFixture, identity: String? = nil, knownHosts: String? = nil, options: [String] = []
    ) -> [String] {
        bare + options + [
            "-i", identity ?? sshd.identity, "-p", String(sshd.port),
            "-o", "UserKnownHostsFile=\(knownHosts ?? sshd.knownHosts)", "-o", "GlobalKnownHostsFile=/dev/null",
            "\(sshd.user)@127.0.0.1",
        ]
    }
}
