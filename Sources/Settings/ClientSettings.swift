package import TunnelModel

/// Everything that a client's run needs to know, final: every default is filled in, every name expanded.
///
/// Names and defaults are those of ssh_config(5).
package struct ClientSettings: Sendable, Hashable {
    /// The host as the user gave it.
    package var host: String
    /// The name or address to connect to: HostName, else the host; lower case.
    package var hostName: String
    /// The user to log in as.
    package var user: String
    /// The port to connect to, 1–65535; 22 by default.
    package var port: UInt16
    /// Keys to try, in order. By default id_rsa, id_ecdsa and id_ed25519 in ~/.ssh, which need not exist.
    package var identityFiles: [IdentityFile]
    /// Whether only these keys may be tried, and none that an agent has besides.
    package var identitiesOnly: Bool
    /// Which IP families to connect with and to listen on.
    package var addressFamily: AddressFamily
    /// The local address to connect from; nil lets the system choose.
    package var bindAddress: String?
    /// The local forwards, in their order; none if ClearAllForwardings is on.
    package var localForwards: [ForwardSpec]
    /// Whether a forward without an address listens on all of them.
    package var gatewayPorts: Bool
    /// Whether to end when a forward cannot be set up.
    package var exitOnForwardFailure: Bool
    /// Whether forwards were cleared.
    package var clearAllForwardings: Bool
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
    /// How long connecting and exchanging keys may take, in seconds; nil for no limit of ours.
    package var connectTimeout: Int?
    /// Seconds of silence before the server is probed; 0, the default, never probes.
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
    /// The receive window of streams that we open, in bytes; 2 MiB by default.
    package var window: Int
    /// Remarks that do not stop us, each one line for standard error.
    package var warnings: [String]

    /// The name to look up in known_hosts: the alias, else host and port in ssh's form.
    package var knownHostsName: String { hostKeyAlias ?? KnownHosts.name(host: hostName, port: port) }
}
