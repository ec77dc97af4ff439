package import TunnelModel

/// Everything that a client's run needs to know, final: every default is filled in, every name expanded.
///
/// Names and defaults are those of ssh_config(5), but for ServerAliveInterval: a lost link must be noticed.
package struct ClientSettings: Sendable, Hashable {
    /// The host as the user gave it.
    package var host: String
    /// The name or address to connect to: HostName, else the host; lower case.
    package var hostName: String
    /// The user to log in as.
    package var user: String
    /// The port to connect to, 1–65535; 22 by default.
    package var port: UInt16
    /// How the server is reached.
    package var proxy: ProxyRoute
    /// ProxyCommand as it was written, if it is the way; `-G` prints it.
    package var writtenProxyCommand: String?
    /// Keys to try, in order. By default id_rsa, id_ecdsa and id_ed25519 in ~/.ssh, which need not exist.
    package var identityFiles: [IdentityFile]
    /// Whether only these keys may be tried, and none that an agent has besides.
    package var identitiesOnly: Bool
    /// IdentityAgent, expanded; nil if nobody set it.
    package var identityAgent: String?
    /// The socket of the agent to ask: what IdentityAgent says, else SSH_AUTH_SOCK; nil for no agent.
    package var agentSocket: String?
    /// Which IP families to connect with and to listen on.
    package var addressFamily: AddressFamily
    /// The local address to connect from; nil lets the system choose.
    package var bindAddress: String?
    /// The interface whose address to connect from; nil lets the system choose. `bindAddress` comes first, as in ssh.
    package var bindInterface: String?
    /// The local and dynamic forwards, in their order; none if ClearAllForwardings is on. Sockets as targets and SOCKS
    /// on a socket have been refused.
    package var localForwards: [ForwardSpec]
    /// The remote forwards, in their order; none if ClearAllForwardings is on. Sockets to listen on have been refused.
    package var remoteForwards: [ForwardSpec]
    /// The target of `-W`, which standard input and output are joined to.
    package var stdioForward: Endpoint?
    /// Whether a forward without an address listens on all of them.
    package var gatewayPorts: Bool
    /// Whether to end when a forward cannot be set up; no by default, yes with `-W`.
    package var exitOnForwardFailure: Bool
    /// Whether forwards were cleared; no by default, yes with `-W`.
    package var clearAllForwardings: Bool
    /// The permission bits that the sockets of forwards do not get; 0177 by default.
    package var streamLocalBindMask: UInt32
    /// Whether a socket file in the way of a forward is removed.
    package var streamLocalBindUnlink: Bool
    /// What to do with a host key that known_hosts does not confirm.
    package var strictHostKeyChecking: StrictHostKeyChecking
    /// The user's known_hosts files; a new key goes to the first. May be empty.
    package var userKnownHostsFiles: [String]
    /// The system's known_hosts files. May be empty.
    package var globalKnownHostsFiles: [String]
    /// The name to look up in known_hosts in place of host and port; lower case; nil uses those.
    package var hostKeyAlias: String?
    /// Whether names are hashed when they are written to known_hosts.
    package var hashKnownHosts: Bool
    /// Whether nobody may be asked anything.
    package var batchMode: Bool
    /// How long connecting and exchanging keys may take, in seconds; nil, as a value of 0, for no limit of ours.
    package var connectTimeout: Int?
    /// How many attempts to connect are made, a second apart; at least 1, which is the default.
    package var connectionAttempts: Int
    /// Seconds of silence before the server is probed; 0 never probes. By default 30, where ssh has 0.
    package var serverAliveInterval: Int
    /// How many probes may go unanswered; 3 by default.
    package var serverAliveCountMax: Int
    /// Whether TCP keepalives are on.
    package var tcpKeepAlive: Bool
    /// How much is said.
    package var logLevel: LogLevel
    /// How often a passphrase is asked for; 3 by default.
    package var numberOfPasswordPrompts: Int
    /// Ciphers; nil for the transport's own list.
    package var ciphers: AlgorithmList?
    /// Message authentication codes; nil for the transport's own list.
    package var macs: AlgorithmList?
    /// Key exchanges; nil for the transport's own list.
    package var kexAlgorithms: AlgorithmList?
    /// Host key algorithms; nil for the transport's own list.
    package var hostKeyAlgorithms: AlgorithmList?
    /// Signature algorithms for our own keys; nil for all that there are.
    package var pubkeyAcceptedAlgorithms: AlgorithmList?
    /// Whether to share a connection over a control socket.
    package var controlMaster: ControlMaster
    /// The control socket; nil for none.
    package var controlPath: String?
    /// Whether to go into the background once logged in and, with `exitOnForwardFailure`, once all forwards are up.
    package var forksAfterAuthentication: Bool
    /// Whether standard input counts as empty.
    package var stdinNull: Bool
    /// Whether a lost link is made anew (SallyportReconnect). By default yes, but no with `exitOnForwardFailure`.
    package var reconnect: Bool
    /// Seconds that a new local connection waits for a lost link (SallyportConnectionHold); 10 by default, 0 for none.
    package var connectionHold: Int
    /// How many SSH sessions the link may hold (SallyportSessions).
    package var sessions: SessionCount
    /// The file for the ports that the server chose for remote forwards of port 0; nil for none.
    package var allocatedPortFile: String?
    /// The receive window of streams that we open, in bytes; 8 MiB by default.
    package var window: Int
    /// Remarks that do not stop us.
    package var remarks: [SettingsRemark]

    /// The control socket for `-O`; without one ssh's line about that.
    package func requiredControlPath() throws(SettingsError) -> String {
        guard let controlPath else {
            throw SettingsError(origin: .default, line: "No ControlPath specified for \"-O\" command")
        }
        return controlPath
    }

    /// The name to look up in known_hosts: the alias, else host and port in ssh's form.
    package var knownHostsName: String { hostKeyAlias ?? KnownHosts.name(host: hostName, port: port) }
}
