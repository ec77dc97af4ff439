public import NIOCore
import SSHEngine

/// What a connection is told before it starts. The defaults suit an OpenSSH server.
public struct SSHConfiguration: Sendable {
    /// Our identification after "SSH-2.0-", without blanks. Default "Sallyport".
    public var softwareVersion = "Sallyport"
    /// Key exchange algorithms, best first, by their names on the wire.
    public var keyExchangeAlgorithms: [String]
    /// Host key algorithms, best first; put those of keys that are known already in front.
    public var hostKeyAlgorithms: [String]
    /// Ciphers, best first. Default aes128-ctr, aes256-ctr: see "Algorithms" in the package's documentation.
    public var ciphers: [String]
    /// Message authentication codes, best first.
    public var macs: [String]
    /// From the first byte to the server's host key. Default 30 s.
    public var handshakeDeadline = TimeAmount.seconds(30)
    /// For each answer of the server during authentication. Default 30 s.
    public var loginDeadline = TimeAmount.seconds(30)
    /// For each open, listen and exec. Default 15 s. An open that misses it retires the connection.
    public var requestDeadline = TimeAmount.seconds(15)
    /// For the answer to a ping. Default 10 s.
    public var pingDeadline = TimeAmount.seconds(10)
    /// Memory above which streams get no more receive window than they need, in bytes. Default 192 MiB.
    public var memorySoftLimit = 192 << 20
    /// Memory above which the connection ends with `.outOfMemory`, in bytes. Default 256 MiB.
    public var memoryHardLimit = 256 << 20

    /// The version of the libssh2 that runs, such as "1.10.0".
    public static var libraryVersion: String { Library.version }

    /// Whether this libssh2 can check RSA host keys as today's servers use them, with SHA-2 (RFC 8332); since 1.11.0.
    public static var verifiesRSAHostKeys: Bool { Library.number >= 0x010b00 }

    /// The defaults.
    public init() {
        let algorithms = Algorithms()
        keyExchangeAlgorithms = algorithms.keyExchange
        hostKeyAlgorithms = algorithms.hostKey
        ciphers = algorithms.cipher
        macs = algorithms.mac
    }

    var engine: EngineConfiguration {
        var engine = EngineConfiguration()
        engine.softwareVersion = softwareVersion
        engine.algorithms.keyExchange = keyExchangeAlgorithms
        engine.algorithms.hostKey = hostKeyAlgorithms
        engine.algorithms.cipher = ciphers
        engine.algorithms.mac = macs
        engine.handshakeDeadline = handshakeDeadline
        engine.loginDeadline = loginDeadline
        engine.requestDeadline = requestDeadline
        engine.pingDeadline = pingDeadline
        engine.memory = MemoryBudget(softLimit: memorySoftLimit, hardLimit: memoryHardLimit)
        return engine
    }
}
