import TunnelModel

extension ClientSettings {
    /// The lines of `-G`, for standard output: those of `ssh -G` for what we act on, in its order and form, then ours.
    ///
    /// As in ssh, IdentityFile and ProxyCommand stand as they were written, other file names as they came out.
    package func dump(defaults: AlgorithmDefaults) -> [String] {
        [heading, flags, numbers, texts(defaults), forwards, lists, specials, own].flatMap { group in
            group.map { $0.value.isEmpty ? $0.keyword : "\($0.keyword) \($0.value)" }
        }
    }

    private struct Line {
        var keyword: String
        var value: String

        init(_ keyword: Keyword, _ value: String) {
            self.keyword = keyword.rawValue
            self.value = value
        }

        init(_ keyword: Keyword, _ value: Bool) { self.init(keyword, value ? "yes" : "no") }

        init(_ keyword: Keyword, _ value: Int) { self.init(keyword, "\(value)") }

        init?(_ keyword: Keyword, _ value: String?) {
            guard let value else { return nil }
            self.init(keyword, value)
        }

        init(host: String) {
            keyword = "host"
            value = host
        }
    }

    private var heading: [Line] {
        [Line(host: host), Line(.user, user), Line(.hostName, hostName), Line(.port, Int(port))]
    }

    private var flags: [Line] {
        [
            Line(.addressFamily, addressFamily.rawValue), Line(.batchMode, batchMode),
            Line(.controlMaster, controlMaster.rawValue), Line(.clearAllForwardings, clearAllForwardings),
            Line(.exitOnForwardFailure, exitOnForwardFailure), Line(.gatewayPorts, gatewayPorts),
            Line(.hashKnownHosts, hashKnownHosts), Line(.identitiesOnly, identitiesOnly), Line(.stdinNull, stdinNull),
            Line(.forkAfterAuthentication, forksAfterAuthentication),
            Line(.streamLocalBindUnlink, streamLocalBindUnlink),
            Line(.strictHostKeyChecking, strictHostKeyChecking.word), Line(.tcpKeepAlive, tcpKeepAlive),
        ]
    }

    private var numbers: [Line] {
        [
            Line(.connectionAttempts, connectionAttempts), Line(.numberOfPasswordPrompts, numberOfPasswordPrompts),
            Line(.serverAliveCountMax, serverAliveCountMax), Line(.serverAliveInterval, serverAliveInterval),
        ]
    }

    private func texts(_ defaults: AlgorithmDefaults) -> [Line] {
        func list(_ keyword: Keyword, _ list: AlgorithmList?, _ defaults: [String]) -> Line {
            Line(keyword, (list?.applied(to: defaults) ?? defaults).joined(separator: ","))
        }
        return [
            Line(.bindAddress, bindAddress), Line(.bindInterface, bindInterface),
            list(.ciphers, ciphers, defaults.ciphers), Line(.controlPath, controlPath),
            list(.hostKeyAlgorithms, hostKeyAlgorithms, defaults.hostKeys), Line(.hostKeyAlias, hostKeyAlias),
            Line(.identityAgent, identityAgent), list(.kexAlgorithms, kexAlgorithms, defaults.keyExchanges),
            Line(.logLevel, logLevel.word), list(.macs, macs, defaults.macs),
            list(.pubkeyAcceptedAlgorithms, pubkeyAcceptedAlgorithms, defaults.publicKeys),
        ].compactMap { $0 }
    }

    private var forwards: [Line] {
        let dynamic = localForwards.filter { $0.target == .socks }.map { Line(.dynamicForward, $0.listenText) }
        let local = localForwards.filter { $0.target != .socks }.map { Line(.localForward, $0.pairText) }
        return dynamic + local + remoteForwards.map { Line(.remoteForward, $0.pairText) }
    }

    private var lists: [Line] {
        let identities = identityFiles.isEmpty ? ["none"] : identityFiles.map(\.written)
        return identities.map { Line(.identityFile, $0) } + [
            Line(.globalKnownHostsFile, Self.joined(globalKnownHostsFiles)),
            Line(.userKnownHostsFile, Self.joined(userKnownHostsFiles)),
        ]
    }

    private static func joined(_ files: [String]) -> String {
        files.isEmpty ? "none" : files.joined(separator: " ")
    }

    private var specials: [Line] {
        let mask = "0" + String(streamLocalBindMask, radix: 8)
        let lines = [
            Line(.connectTimeout, connectTimeout.map { "\($0)" } ?? "none"), Line(.streamLocalBindMask, mask),
        ]
        switch proxy {
        case .direct: return lines
        case .command(let command): return lines + [Line(.proxyCommand, writtenProxyCommand ?? command)]
        case .jump(let hops):
            return lines + [Line(.proxyJump, hops.map(\.description).joined(separator: ","))]
        }
    }

    private var own: [Line] {
        [
            Line(.sallyportAllocatedPortFile, allocatedPortFile), Line(.sallyportConnectionHold, connectionHold),
            Line(.sallyportReconnect, reconnect), Line(.sallyportSessions, sessions.description),
            Line(.sallyportWindow, window),
        ].compactMap { $0 }
    }
}

extension StrictHostKeyChecking {
    /// As `ssh -G` prints it.
    fileprivate var word: String {
        switch self {
        case .yes: "true"
        case .acceptNew: "accept-new"
        case .off: "false"
        case .ask: "ask"
        }
    }
}

extension LogLevel {
    /// As `ssh -G` prints it.
    fileprivate var word: String {
        switch self {
        case .debug1: "DEBUG"
        case .quiet: "SILENT"
        default: "\(self)".uppercased()
        }
    }
}

extension ForwardSpec {
    /// The listening side as `ssh -G` prints it.
    fileprivate var listenText: String {
        switch listen {
        case .unix(let path): path
        case .tcp(.unspecified, let port): "\(port)"
        case .tcp(.wildcard, let port): "[*]:\(port)"
        case .tcp(.localhost, let port): "[localhost]:\(port)"
        case .tcp(.address(let host), let port): "[\(host)]:\(port)"
        case nil: ""
        }
    }

    /// Both sides as `ssh -G` prints them.
    fileprivate var pairText: String {
        switch target {
        case .tcp(let end): "\(listenText) [\(end.host)]:\(end.port)"
        case .unix(let path): "\(listenText) \(path)"
        case .socks: "\(listenText) [socks]:0"
        }
    }
}
