/// The command line of a tunnel to an `SSHDFixture`, in ssh's words, which are also sallyport's.
package struct TunnelCommand: Sendable {
    private let identity: String
    private let knownHosts: String
    private let login: String
    private let port: UInt16
    private let forwards: [String]
    private let options: [String]

    /// A tunnel to `sshd`, with its identity and its known_hosts file.
    ///
    /// `port` is the port to connect to when it is not the server's own, such as that of a `FaultProxy`; `forwards` for
    /// example `["-L", "127.0.0.1:8080:127.0.0.1:80"]`; `options` further words, for example `["-v"]`.
    package init(to sshd: SSHDFixture, port: UInt16? = nil, forwards: [String], options: [String] = []) throws {
        if let port { try sshd.trust(port: port) }
        identity = sshd.identity
        knownHosts = sshd.knownHosts
        login = "\(sshd.user)@127.0.0.1"
        self.port = port ?? sshd.port
        self.forwards = forwards
        self.options = options
    }

    /// The words after the program's name. The host key is looked up in the server's own known_hosts file, strictly.
    package var arguments: [String] {
        // The first value of an option wins, so the caller's come first.
        ["-F", "none", "-N"] + options + [
            // Tunnels of tests end with their link, as ssh's do, unless a test says otherwise.
            "-o", "IgnoreUnknown=Sallyport*", "-o", "SallyportReconnect=no",
            "-i", identity, "-p", String(port), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
            "-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=\(knownHosts)",
            "-o", "GlobalKnownHostsFile=/dev/null",
        ] + forwards + [login]
    }
}
