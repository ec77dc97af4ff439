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
    /// LocalForward, each one once.
    package private(set) var localForwards: [ForwardSpec] = []
    /// IdentityFile, each path once, as written.
    package internal(set) var identityFiles: [IdentityFile] = []
    /// Remarks that do not stop us, each one line for standard error.
    package internal(set) var warnings: [String] = []

    var identitiesOnly: Bool?
    var strictHostKeyChecking: StrictHostKeyChecking?
    var userKnownHostsFiles: [String]?
    var globalKnownHostsFiles: [String]?
    var hostKeyAlias: String?
    var hashKnownHosts: Bool?
    var batchMode: Bool?
    var connectTimeout: Int?
    var serverAliveInterval: Int?
    var serverAliveCountMax: Int?
    var tcpKeepAlive: Bool?
    var numberOfPasswordPrompts: Int?
    var ciphers: AlgorithmList?
    var macs: AlgorithmList?
    var kexAlgorithms: AlgorithmList?
    var hostKeyAlgorithms: AlgorithmList?
    var window: Int?
    var ignoreUnknown: String?

    /// Starts with nothing set.
    package init() {}

    /// Applies settings in their order; the first fault ends it.
    package init(_ settings: [Setting], lookups: Lookups) throws(SettingsError) {
        for setting in settings { try apply(setting, lookups: lookups) }
    }

    /// Adds a local forward unless it is there already.
    package mutating func add(localForward spec: ForwardSpec) {
        if !localForwards.contains(spec) { localForwards.append(spec) }
    }

    /// Adds an identity file unless its path is there already.
    package mutating func add(identityFile path: String, origin: Origin) {
        guard !identityFiles.contains(where: { $0.path == path }) else { return }
        identityFiles.append(IdentityFile(path: path, origin: origin))
    }
}
