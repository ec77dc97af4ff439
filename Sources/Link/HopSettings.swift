package import NIOCore
package import SSHTransport
package import TunnelModel

/// One server on the way to a link's target, or the target itself: how to reach it and how to log in there.
///
/// How it is dialled (`source` to `ipQoS`) matters for the first server of a link only; the others are reached through
/// the one before.
package struct HopSettings: Sendable {
    /// Name or address to connect to; behind a jump host that one resolves it.
    package var host: String
    /// The server's port, 1–65535.
    package var port: UInt16
    /// The user to log in as.
    package var user: String
    /// How the connection is made. Default TCP.
    package var source = CarrierSource.tcp
    /// Which IP families may be used. Default both.
    package var family = AddressFamily.any
    /// Local address to connect from; nil: the system's choice.
    package var bindAddress: String?
    /// Network interface whose address to connect from; only without `bindAddress`.
    package var bindInterface: String?
    /// Seconds for connecting and exchanging keys together; nil: the system's limit for TCP, ours for the rest.
    package var connectTimeout: Int?
    /// Whether the system probes the connection by itself (SO_KEEPALIVE). Default true.
    package var tcpKeepAlive = true
    /// How long sent bytes may stay unacknowledged before the system gives the connection up (TCP_USER_TIMEOUT); nil:
    /// the system's limit, about 15 minutes.
    package var tcpUserTimeout: TimeAmount?
    /// The byte for the type of service field (IP_TOS, IPV6_TCLASS), 0–255; nil: the system's.
    package var ipQoS: Int?
    /// Paths of private key files, in the order in which they are offered.
    package var identities: [String] = []
    /// Signature algorithms that may be used, such as "rsa-sha2-512"; nil: all. A key without one is not offered.
    package var publicKeyAlgorithms: [String]?
    /// Whether an agent's keys are used only if they stand in `identities`, too. Default false.
    package var identitiesOnly = false
    /// Path of the agent's socket; nil: no agent.
    package var agentSocket: String?
    /// How often a person is asked for one key's passphrase; 0 in batch mode. Default 3.
    package var passphraseAttempts = 3
    /// Algorithms and deadlines.
    package var transport = SSHConfiguration()
    /// Who checks the host key.
    package var verifier: any HostKeyVerifier

    /// Takes where to go and who checks the host key; everything else has ssh's default.
    package init(host: String, port: UInt16, user: String, verifier: any HostKeyVerifier) {
        self.host = host
        self.port = port
        self.user = user
        self.verifier = verifier
    }

    /// The server in messages.
    var name: String { "\(host) port \(port)" }
}

extension HopSettings {
    /// The link's target as the last server on the way.
    init(_ settings: LinkSettings, verifier: any HostKeyVerifier) {
        self.init(host: settings.host, port: settings.port, user: settings.user, verifier: verifier)
        source = settings.source
        family = settings.family
        bindAddress = settings.bindAddress
        bindInterface = settings.bindInterface
        connectTimeout = settings.connectTimeout
        tcpKeepAlive = settings.tcpKeepAlive
        tcpUserTimeout = settings.tcpUserTimeout
        ipQoS = settings.ipQoS
        identities = settings.identities
        publicKeyAlgorithms = settings.publicKeyAlgorithms
        identitiesOnly = settings.identitiesOnly
        agentSocket = settings.agentSocket
        passphraseAttempts = settings.passphraseAttempts
        transport = settings.transport
    }
}
