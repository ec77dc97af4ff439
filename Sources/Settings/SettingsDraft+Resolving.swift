import TunnelModel

extension SettingsDraft {
    /// Makes the settings final for a host, as the user gave it. Files have been read before; see ``SettingsSource``.
    ///
    /// As in ssh, a missing file of `-i` costs a warning and is then as if it had never been named.
    package func resolved(host: String, context: SettingsContext) throws(SettingsError) -> ClientSettings {
        var settings = try ClientSettings(self, host: host, context: context)
        let paths = PathExpansion(settings: settings, context: context)
        settings.userKnownHostsFiles = try paths.expand(
            userKnownHostsFiles ?? ["~/.ssh/known_hosts", "~/.ssh/known_hosts2"])
        try fillProxy(of: &settings, paths)
        try judgeUnhonoured(&settings)
        try fillForwards(of: &settings, paths)
        if let controlPath, controlPath.lowercased() != "none" {
            settings.controlPath = try paths.expand(controlPath)
        }
        if let identityAgent { settings.identityAgent = try paths.expand(identityAgent) }
        settings.agentSocket = AgentAddress.socket(
            settings.identityAgent, environment: context.lookups.environment)
        if let allocatedPortFile, allocatedPortFile.lowercased() != "none" {
            settings.allocatedPortFile = try paths.expand(allocatedPortFile)
        }
        try fillIdentities(of: &settings, paths, context)
        return settings
    }

    private func fillProxy(of settings: inout ClientSettings, _ paths: PathExpansion) throws(SettingsError) {
        if let hop = proxyJump?.last, let proxyJump {
            guard
                hop.host != settings.hostName || (hop.port ?? 22) != settings.port
                    || (hop.user ?? settings.user) != settings.user
            else { throw SettingsError(origin: .default, line: "jumphost loop via \(hop.host)") }
            settings.proxy = .jump(proxyJump)
        } else if let proxyCommand, proxyCommand.lowercased() != "none" {
            guard proxyCommand != "-" else {
                let line = "ProxyCommand \"-\" is not supported: name a program, such as nc"
                throw SettingsError(origin: .default, line: line)
            }
            settings.writtenProxyCommand = proxyCommand
            settings.proxy = .command(try paths.expand(proxyCommand: proxyCommand))
        }
    }

    private func fillForwards(of settings: inout ClientSettings, _ paths: PathExpansion) throws(SettingsError) {
        guard !settings.clearAllForwardings else { return }
        for forward in forwards {
            if let line = forward.lineOfRefusal { throw SettingsError(origin: .default, line: line) }
            let forward = try paths.expand(forward)
            if forward.kind == .remote {
                settings.remoteForwards.append(forward)
            } else {
                settings.localForwards.append(forward)
            }
        }
    }

    /// Refuses or remarks upon what counts of the keywords that we do not act on.
    private func judgeUnhonoured(_ settings: inout ClientSettings) throws(SettingsError) {
        for setting in unhonoured {
            guard let rule = Unhonoured.table[setting.keyword], let treatment = rule.treatment(of: setting) else {
                continue
            }
            if setting.keyword == "proxyusefdpass", !settings.proxy.isCommand { continue }
            if setting.keyword == "permitremoteopen", !forwards.contains(where: \.isRemoteProxy) { continue }
            let value = setting.arguments.first ?? ""
            let line = "\(setting.origin.place): \(setting.keyword) \"\(value)\" is not supported: \(rule.reason)"
            switch treatment {
            case .refused: throw SettingsError(origin: setting.origin, line: line, advice: rule.reason)
            case .warned: settings.remarks.append(SettingsRemark(.info, line))
            case .noted: settings.remarks.append(SettingsRemark(.verbose, line))
            }
        }
        if let controlPersist, !["no", "false"].contains(controlPersist.arguments.first ?? ""),
            settings.controlMaster != .no
        {
            let reason = "a master ends with its own process; start it with -f, or set ControlPersist=no"
            let value = controlPersist.arguments.first ?? ""
            let text = "controlpersist \"\(value)\" is not supported: \(reason)"
            throw SettingsError(controlPersist.origin, text, advice: reason)
        }
    }

    private func fillIdentities(
        of settings: inout ClientSettings, _ paths: PathExpansion, _ context: SettingsContext
    ) throws(SettingsError) {
        var named = false
        for file in identityFiles {
            var file = file
            if case .flag = file.origin {
                file.path = try paths.expandTilde(file.path)
                if let fault = context.identityFault(file.path) {
                    let line = "Warning: Identity file \(file.path) not accessible: \(fault)."
                    settings.remarks.append(SettingsRemark(.info, line))
                    continue
                }
                file.written = file.path
            }
            named = true
            guard file.path.lowercased() != "none" else { continue }
            let path = try paths.expand(file.path)
            settings.identityFiles.append(IdentityFile(path: path, written: file.written, origin: file.origin))
        }
        guard !named else { return }
        for name in ["id_rsa", "id_ecdsa", "id_ed25519"] {
            settings.identityFiles.append(
                IdentityFile(
                    path: "\(context.homeDirectory)/.ssh/\(name)", written: "~/.ssh/\(name)", origin: .default))
        }
    }
}

extension ProxyRoute {
    /// Whether a command carries the bytes.
    fileprivate var isCommand: Bool {
        if case .command = self { true } else { false }
    }
}

extension ForwardSpec {
    /// Whether the far side is to be a SOCKS proxy.
    fileprivate var isRemoteProxy: Bool { kind == .remote && target == .socks }

    /// Why it cannot be done, in one line; nil if it can. libssh2 up to 1.10 speaks of no Unix sockets to the server.
    fileprivate var lineOfRefusal: String? {
        if kind != .remote, case .unix(let path) = target {
            return "Forwarding to the remote socket \(path) is not supported: name a host and a port"
        }
        guard case .unix(let path)? = listen, kind != .local else { return nil }
        return kind == .remote
            ? "Listening on the remote socket \(path) is not supported: name a port"
            : "Dynamic forwarding on the socket \(path) is not supported: name a port"
    }
}
