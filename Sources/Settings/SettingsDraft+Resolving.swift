import TunnelModel

extension SettingsDraft {
    /// Makes the settings final for a host, as the user gave it.
    ///
    /// As in ssh, a missing file of `-i` costs a warning and is then as if it had never been named.
    package func resolved(host: String, context: SettingsContext) throws(SettingsError) -> ClientSettings {
        let name = try PercentExpansion(keys: ["h": host]).expand(hostName ?? host)
        let user = user ?? context.userName
        guard SSHDestination.isSafe(user: user) else {
            throw SettingsError(origin: .default, line: "remote username contains invalid characters")
        }
        let alias = hostKeyAlias.map(HostPattern.lowercased)
        var settings = ClientSettings(
            host: host, hostName: name.utf8.contains(UInt8(ascii: ":")) ? name : HostPattern.lowercased(name),
            user: user, port: port ?? 22, identityFiles: [], identitiesOnly: identitiesOnly ?? false,
            addressFamily: addressFamily ?? .any, bindAddress: bindAddress,
            localForwards: clearAllForwardings == true ? [] : localForwards, gatewayPorts: gatewayPorts ?? false,
            exitOnForwardFailure: exitOnForwardFailure ?? false, clearAllForwardings: clearAllForwardings ?? false,
            strictHostKeyChecking: strictHostKeyChecking ?? .ask, userKnownHostsFiles: [],
            globalKnownHostsFiles: globalKnownHostsFiles ?? ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"],
            hostKeyAlias: alias, hashKnownHosts: hashKnownHosts ?? false, batchMode: batchMode ?? false,
            connectTimeout: connectTimeout == 0 ? nil : connectTimeout,
            serverAliveInterval: serverAliveInterval ?? 0, serverAliveCountMax: serverAliveCountMax ?? 3,
            tcpKeepAlive: tcpKeepAlive ?? true, logLevel: logLevel ?? .info,
            numberOfPasswordPrompts: numberOfPasswordPrompts ?? 3, ciphers: ciphers, macs: macs,
            kexAlgorithms: kexAlgorithms, hostKeyAlgorithms: hostKeyAlgorithms, window: window ?? WindowSize.standard,
            warnings: warnings)
        let paths = PathExpansion(settings: settings, context: context)
        settings.userKnownHostsFiles = try paths.expand(
            userKnownHostsFiles ?? ["~/.ssh/known_hosts", "~/.ssh/known_hosts2"])
        try fillIdentities(of: &settings, paths, context)
        return settings
    }

    private func fillIdentities(
        of settings: inout ClientSettings, _ paths: PathExpansion, _ context: SettingsContext
    ) throws(SettingsError) {
        var named = false
        for file in identityFiles {
            if case .flag = file.origin {
                let path = paths.expandTilde(file.path)
                if let fault = context.identityFault(path) {
                    settings.warnings.append("Warning: Identity file \(path) not accessible: \(fault).")
                    continue
                }
            }
            named = true
            guard file.path.lowercased() != "none" else { continue }
            settings.identityFiles.append(IdentityFile(path: try paths.expand(file.path), origin: file.origin))
        }
        guard !named else { return }
        for name in ["id_rsa", "id_ecdsa", "id_ed25519"] {
            settings.identityFiles.append(
                IdentityFile(path: "\(context.homeDirectory)/.ssh/\(name)", origin: .default))
        }
    }
}
