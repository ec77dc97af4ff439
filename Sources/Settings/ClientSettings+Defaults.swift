import TunnelModel

extension ClientSettings {
    /// Takes over what a draft says and fills in the defaults; what needs expanding is still empty.
    init(_ draft: SettingsDraft, host: String, context: SettingsContext) throws(SettingsError) {
        let name = try PercentExpansion(keys: ["h": host]).expand(draft.hostName ?? host)
        let user = draft.user ?? context.userName
        guard SSHDestination.isSafe(user: user) else {
            throw SettingsError(origin: .default, line: "remote username contains invalid characters")
        }
        guard draft.connectionAttempts.map({ $0 > 0 }) ?? true else {
            throw SettingsError(origin: .default, line: "Invalid number of ConnectionAttempts")
        }
        let isStdio = draft.stdioForward != nil
        let exitsOnFailure = draft.exitOnForwardFailure ?? isStdio
        self.init(
            host: host, hostName: name.utf8.contains(UInt8(ascii: ":")) ? name : HostPattern.lowercased(name),
            user: user, port: draft.port ?? 22, proxy: .direct, identityFiles: [],
            identitiesOnly: draft.identitiesOnly ?? false, addressFamily: draft.addressFamily ?? .any,
            bindAddress: draft.bindAddress, bindInterface: draft.bindInterface, localForwards: [], remoteForwards: [],
            stdioForward: draft.stdioForward, gatewayPorts: draft.gatewayPorts ?? false,
            exitOnForwardFailure: exitsOnFailure, clearAllForwardings: draft.clearAllForwardings ?? isStdio,
            streamLocalBindMask: draft.streamLocalBindMask ?? 0o177,
            streamLocalBindUnlink: draft.streamLocalBindUnlink ?? false,
            strictHostKeyChecking: draft.strictHostKeyChecking ?? .ask, userKnownHostsFiles: [],
            globalKnownHostsFiles: draft.globalKnownHostsFiles
                ?? ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"],
            hostKeyAlias: draft.hostKeyAlias.map(HostPattern.lowercased),
            hashKnownHosts: draft.hashKnownHosts ?? false, batchMode: draft.batchMode ?? false,
            connectTimeout: draft.connectTimeout == 0 ? nil : draft.connectTimeout,
            connectionAttempts: draft.connectionAttempts ?? 1,
            serverAliveInterval: draft.serverAliveInterval ?? 30, serverAliveCountMax: draft.serverAliveCountMax ?? 3,
            tcpKeepAlive: draft.tcpKeepAlive ?? true, logLevel: draft.logLevel ?? .info,
            numberOfPasswordPrompts: draft.numberOfPasswordPrompts ?? 3, ciphers: draft.ciphers, macs: draft.macs,
            kexAlgorithms: draft.kexAlgorithms, hostKeyAlgorithms: draft.hostKeyAlgorithms,
            pubkeyAcceptedAlgorithms: draft.pubkeyAcceptedAlgorithms, controlMaster: draft.controlMaster ?? .no,
            forksAfterAuthentication: draft.forkAfterAuthentication ?? false, stdinNull: draft.stdinNull ?? false,
            reconnect: draft.reconnect ?? !exitsOnFailure, connectionHold: draft.connectionHold ?? 10,
            sessions: draft.sessions ?? .auto, window: draft.window ?? WindowSize.standard, remarks: draft.remarks)
    }
}
