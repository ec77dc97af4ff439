package import NIOCore
package import SSHTransport
package import Settings
package import TunnelModel

/// Where a link goes and how it logs in.
package struct LinkSettings: Sendable {
    /// Name or address to connect to.
    package var host: String
    /// The server's port, 1–65535.
    package var port: UInt16
    /// The user to log in as.
    package var user: String
    /// The jump hosts on the way, the first to be reached first. Without any the target itself is dialled.
    package var hops: [HopSettings] = []
    /// How the connection to the target is made; not looked at with `hops`. Default TCP.
    package var source = CarrierSource.tcp
    /// Which IP families may be used.
    package var family: AddressFamily
    /// Local address to connect from; nil: the system's choice.
    package var bindAddress: String?
    /// Network interface whose address to connect from; only without `bindAddress`.
    package var bindInterface: String?
    /// Seconds for connecting and exchanging keys together; nil: the system's limit for TCP, ours for the rest.
    package var connectTimeout: Int?
    /// Whether the system probes the connection by itself (SO_KEEPALIVE).
    package var tcpKeepAlive: Bool
    /// The byte for the type of service field (IP_TOS, IPV6_TCLASS), 0–255; nil: the system's.
    package var ipQoS: Int?
    /// How often the server is asked for a sign of life; nil: never.
    package var aliveInterval: TimeAmount?
    /// After so many intervals without an answer the server counts as dead. Default 3.
    package var aliveCountMax: Int
    /// How long sent bytes may stay unacknowledged before the kernel gives the connection up (TCP_USER_TIMEOUT); nil:
    /// the kernel's own limit, about 15 minutes. Without it a socket that we closed lives on as long behind a dead path.
    package var tcpUserTimeout: TimeAmount?
    /// How often the first connection is tried, one second apart. Default 1.
    package var connectionAttempts: Int
    /// Whether a lost link is made again. Default false, as ssh does.
    package var reconnects: Bool
    /// When it is made again.
    package var reconnectPolicy: ReconnectPolicy
    /// How long an open waits for a lost link before it fails. Default 10 s.
    package var connectionHold: TimeAmount
    /// How many sessions open streams. Default `.auto`; a link that only listens remotely wants `.fixed(1)`.
    package var sessions: SessionCount
    /// Receive window of each stream in bytes.
    package var window: Int
    /// Paths of private key files, in the order in which they are offered.
    package var identities: [String]
    /// Signature algorithms that may be used, such as "rsa-sha2-512"; nil: all. A key without one is not offered.
    package var publicKeyAlgorithms: [String]?
    /// Whether an agent's keys are used only if they stand in `identities`, too. Default false.
    package var identitiesOnly = false
    /// Path of the agent's socket; nil: no agent.
    package var agentSocket: String?
    /// How often a person is asked for one key's passphrase; 0 in batch mode.
    package var passphraseAttempts: Int
    /// Algorithms and deadlines.
    package var transport: SSHConfiguration

    /// Takes where to go; everything else has ssh's default.
    package init(host: String, port: UInt16, user: String) {
        self.host = host
        self.port = port
        self.user = user
        family = .any
        tcpKeepAlive = true
        aliveCountMax = 3
        connectionAttempts = 1
        reconnects = false
        reconnectPolicy = ReconnectPolicy()
        connectionHold = .seconds(10)
        sessions = .auto
        window = 2 << 20
        identities = []
        passphraseAttempts = 3
        transport = SSHConfiguration()
    }
}
