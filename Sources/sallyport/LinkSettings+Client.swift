import Link
import NIOCore
import SSHTransport
import Settings

extension LinkSettings {
    /// What the link needs of the settings of every host on the way; a verifier for each, the target's as the last.
    init(_ route: Route, _ verifiers: [KnownHostsVerifier]) {
        let target = route.target
        self.init(host: target.hostName, port: target.port, user: target.user)
        hops = zip(route.hops, verifiers).map { HopSettings($0, verifier: $1) }
        source = CarrierSource(target)
        family = target.addressFamily
        bindAddress = target.bindAddress
        bindInterface = target.bindInterface
        connectTimeout = target.connectTimeout
        connectionAttempts = target.connectionAttempts
        tcpKeepAlive = target.tcpKeepAlive
        window = target.window
        passphraseAttempts = target.passphraseAttempts
        aliveInterval = target.serverAliveInterval > 0 ? .seconds(Int64(target.serverAliveInterval)) : nil
        aliveCountMax = target.serverAliveCountMax
        reconnects = target.reconnect
        connectionHold = .seconds(Int64(target.connectionHold))
        sessions = SessionCount(target)
        identities = target.identityFiles.map(\.path)
        publicKeyAlgorithms = target.publicKeyAlgorithms
        identitiesOnly = target.identitiesOnly
        agentSocket = target.agentSocket
        transport = SSHConfiguration(target)
    }
}

extension HopSettings {
    /// One jump host.
    init(_ settings: ClientSettings, verifier: KnownHostsVerifier) {
        self.init(host: settings.hostName, port: settings.port, user: settings.user, verifier: verifier)
        source = CarrierSource(settings)
        family = settings.addressFamily
        bindAddress = settings.bindAddress
        bindInterface = settings.bindInterface
        connectTimeout = settings.connectTimeout
        tcpKeepAlive = settings.tcpKeepAlive
        identities = settings.identityFiles.map(\.path)
        publicKeyAlgorithms = settings.publicKeyAlgorithms
        identitiesOnly = settings.identitiesOnly
        agentSocket = settings.agentSocket
        passphraseAttempts = settings.passphraseAttempts
        transport = SSHConfiguration(settings)
    }
}

extension ClientSettings {
    /// How often one key's passphrase may be asked for.
    var passphraseAttempts: Int { batchMode ? 0 : numberOfPasswordPrompts }

    /// What PubkeyAcceptedAlgorithms leaves of the algorithms that there are; nil: all.
    var publicKeyAlgorithms: [String]? {
        pubkeyAcceptedAlgorithms?.applied(to: AlgorithmDefaults.transport.publicKeys)
    }
}

extension CarrierSource {
    /// How the first host on the way is reached; what the settings of the others say of it does not count.
    init(_ settings: ClientSettings) {
        if case .command(let command) = settings.proxy { self = .command(command) } else { self = .tcp }
    }
}

extension SessionCount {
    /// Several sessions serve only opens from here: reverse listeners live on the first, and -W has one stream.
    init(_ settings: ClientSettings) {
        let opens = !settings.localForwards.isEmpty || (settings.controlPath != nil && settings.controlMaster != .no)
        switch settings.sessions {
        case .fixed(let count): self = .fixed(count)
        case .auto: self = opens && settings.stdioForward == nil ? .auto : .fixed(1)
        }
    }
}

extension SSHConfiguration {
    /// The client's algorithms and deadlines.
    init(_ settings: ClientSettings) {
        self.init()
        softwareVersion = Version.software
        ciphers = settings.ciphers?.applied(to: ciphers) ?? ciphers
        macs = settings.macs?.applied(to: macs) ?? macs
        keyExchangeAlgorithms = settings.kexAlgorithms?.applied(to: keyExchangeAlgorithms) ?? keyExchangeAlgorithms
        hostKeyAlgorithms = settings.hostKeyAlgorithms?.applied(to: hostKeyAlgorithms) ?? hostKeyAlgorithms
    }
}
