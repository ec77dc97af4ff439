import Link
import NIOCore
import SSHTransport
import Settings

extension LinkSettings {
    /// What the link needs of the client's settings.
    init(_ settings: ClientSettings) {
        self.init(host: settings.hostName, port: settings.port, user: settings.user)
        family = settings.addressFamily
        bindAddress = settings.bindAddress
        connectTimeout = settings.connectTimeout
        tcpKeepAlive = settings.tcpKeepAlive
        window = settings.window
        passphraseAttempts = settings.batchMode ? 0 : settings.numberOfPasswordPrompts
        aliveInterval = settings.serverAliveInterval > 0 ? .seconds(Int64(settings.serverAliveInterval)) : nil
        aliveCountMax = settings.serverAliveCountMax
        identities = settings.identityFiles.map(\.path)
        transport = SSHConfiguration(settings)
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
