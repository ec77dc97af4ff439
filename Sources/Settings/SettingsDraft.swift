package import TunnelModel

/// Settings in the making: nil is what nobody has set yet. **The first value wins**, so apply the command line before
/// any file; forwards and identities add up.
///
/// A flag that overrules what came before it, such as `-4`, sets its property directly.
package struct SettingsDraft: Sendable, Hashable {
    /// HostName, as written.
    package var hostName: String?
    /// User.
    package var user: String?
    /// Port, 1–65535.
    package var port: UInt16?
    /// AddressFamily.
    package var addressFamily: AddressFamily?
    /// BindAddress, the local address of the connection.
    package var bindAddress: String?
    /// GatewayPorts.
    package var gatewayPorts: Bool?
    /// ExitOnForwardFailure.
    package var exitOnForwardFailure: Bool?
    /// ClearAllForwardings.
    package var clearAllForwardings: Bool?
    /// LogLevel.
    package var logLevel: LogLevel?
    /// BindInterface.
    package var bindInterface: String?
    /// Ciphers.
    package var ciphers: AlgorithmList?
    /// MACs.
    package var macs: AlgorithmList?
    /// ControlMaster.
    package var controlMaster: ControlMaster?
    /// ControlPath, as written; `none` for none.
    package var controlPath: String?
    /// ForkAfterAuthentication.
    package var forkAfterAuthentication: Bool?
    /// StdinNull.
    package var stdinNull: Bool?
    /// ProxyCommand, as written; `none` for none.
    package internal(set) var proxyCommand: String?
    /// ProxyJump; empty for `none`.
    package var proxyJump: [JumpHop]?
    /// The target of `-W`, which no file can set.
    package var stdioForward: Endpoint?
    /// LocalForward, DynamicForward and RemoteForward, each one once, in their order.
    package private(set) var forwards: [ForwardSpec] = []
    /// IdentityFile, each path once, as written.
    package internal(set) var identityFiles: [IdentityFile] = []
    /// Remarks that do not stop us.
    package internal(set) var remarks: [SettingsRemark] = []

    var identitiesOnly: Bool?
    var identityAgent: String?
    var strictHostKeyChecking: StrictHostKeyChecking?
    var userKnownHostsFiles: [String]?
    var globalKnownHostsFiles: [String]?
    var hostKeyAlias: String?
    var hashKnownHosts: Bool?
    var batchMode: Bool?
    var connectTimeout: Int?
    var connectionAttempts: Int?
    var serverAliveInterval: Int?
    var serverAliveCountMax: Int?
    var tcpKeepAlive: Bool?
    var numberOfPasswordPrompts: Int?
    var kexAlgorithms: AlgorithmList?
    var hostKeyAlgorithms: AlgorithmList?
    var pubkeyAcceptedAlgorithms: AlgorithmList?
    var streamLocalBindMask: UInt32?
    var streamLocalBindUnlink: Bool?
    var controlPersist: Setting?
    var window: Int?
    var reconnect: Bool?
    var connectionHold: Int?
    var sessions: SessionCount?
    var allocatedPortFile: String?
    var ignoreUnknown: String?
    /// What counts of the keywords that we do not act on, by name, in their order.
    var unhonoured: [Setting] = []

    /// Starts with nothing set.
    package init() {}

    /// Applies settings in their order; the first fault ends it.
    package init(_ settings: [Setting], lookups: Lookups) throws(SettingsError) {
        for setting in settings { try apply(setting, lookups: lookups) }
    }

    /// Adds a local, dynamic or remote forward unless it is there already.
    package mutating func add(forward spec: ForwardSpec) {
        if !forwards.contains(spec) { forwards.append(spec) }
    }

    /// Adds an identity file unless its path is there already.
    package mutating func add(identityFile path: String, origin: Origin) {
        guard !identityFiles.contains(where: { $0.path == path }) else { return }
        identityFiles.append(IdentityFile(path: path, origin: origin))
    }

    /// Sets a keyword that we do not act on, by its name, whatever was said about it before; for flags such as `-A`.
    package mutating func overrule(_ name: String, with value: String, origin: Origin) {
        unhonoured.removeAll { $0.keyword == name }
        unhonoured.append(Setting(keyword: name, arguments: [value], origin: origin))
    }

    /// What has been said about a keyword that we do not act on; nil for nothing.
    package func value(ofUnhonoured name: String) -> String? {
        unhonoured.first { $0.keyword == name }?.arguments.first
    }
}
