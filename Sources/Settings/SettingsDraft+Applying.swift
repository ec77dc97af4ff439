import TunnelModel

extension SettingsDraft {
    /// Applies one line, such as the argument of `-o`.
    package mutating func apply(line: String, origin: Origin, lookups: Lookups) throws(SettingsError) {
        guard let setting = try Setting(line: line, origin: origin) else { return }
        try apply(setting, lookups: lookups)
    }

    /// Applies one setting. Its value is checked even where an earlier one wins, as ssh does.
    package mutating func apply(_ setting: Setting, lookups: Lookups) throws(SettingsError) {
        switch KeywordRule(keyword: setting.keyword) {
        case .obeyed(let keyword):
            var values = SettingValues(setting)
            try obey(keyword, &values, setting.origin, lookups)
            try values.finish()
        case .ignored:
            break
        case .dropped:
            warnings.append("\(setting.origin.place): Unsupported option \"\(setting.keyword)\"")
        case .only(let allowed, let advice):
            var values = SettingValues(setting)
            let word = try values.word(missing: "missing argument.")
            guard allowed.contains(word.lowercased()) else {
                throw values.fault("\(setting.keyword) \"\(word)\" is not supported: \(advice)", advice: advice)
            }
            try values.finish()
        case .refused(let advice):
            throw SettingsError(setting.origin, "\(setting.keyword) is not supported: \(advice)", advice: advice)
        case nil:
            guard let ignoreUnknown, HostPattern.list(ignoreUnknown, matches: setting.keyword) else {
                throw .unknownKeyword(setting.keyword, setting.origin)
            }
        }
    }

    // One exhaustive switch, a line or two for each keyword.
    private mutating func obey(
        _ keyword: Keyword, _ values: inout SettingValues, _ origin: Origin, _ lookups: Lookups
    ) throws(SettingsError) {
        switch keyword {
        case .addressFamily:
            Self.keep(&addressFamily, try values.choice(["any": .any, "inet": .inet, "inet6": .inet6]))
        case .batchMode: Self.keep(&batchMode, try values.flag())
        case .bindAddress: Self.keep(&bindAddress, try values.word())
        case .ciphers:
            Self.keep(&ciphers, try values.algorithms(AlgorithmList.ciphers) { "Bad SSH2 cipher spec '\($0)'." })
        case .clearAllForwardings: Self.keep(&clearAllForwardings, try values.flag())
        case .connectTimeout: Self.keep(&connectTimeout, try values.time())
        case .exitOnForwardFailure: Self.keep(&exitOnForwardFailure, try values.flag())
        case .gatewayPorts: Self.keep(&gatewayPorts, try values.flag())
        case .globalKnownHostsFile: Self.keep(&globalKnownHostsFiles, try values.files())
        case .hashKnownHosts: Self.keep(&hashKnownHosts, try values.flag())
        case .hostKeyAlgorithms:
            Self.keep(&hostKeyAlgorithms, try values.algorithms(AlgorithmList.hostKeys) { "Bad key types '\($0)'." })
        case .hostKeyAlias: Self.keep(&hostKeyAlias, try values.word())
        case .hostName: Self.keep(&hostName, try values.word())
        case .identitiesOnly: Self.keep(&identitiesOnly, try values.flag())
        case .identityFile: add(identityFile: try values.word(), origin: origin)
        case .ignoreUnknown: Self.keep(&ignoreUnknown, try values.word())
        case .kexAlgorithms:
            Self.keep(
                &kexAlgorithms, try values.algorithms(AlgorithmList.keyExchanges) { "Bad SSH2 KexAlgorithms '\($0)'." })
        case .localForward: add(localForward: try Self.forward(&values, lookups))
        case .logLevel:
            Self.keep(&logLevel, try values.choice(LogLevel.spellings) { "unsupported log level '\($0)'" })
        case .macs: Self.keep(&macs, try values.algorithms(AlgorithmList.macs) { "Bad SSH2 MAC spec '\($0)'." })
        case .numberOfPasswordPrompts: Self.keep(&numberOfPasswordPrompts, try values.integer())
        case .port: Self.keep(&port, try Self.port(&values, lookups))
        case .serverAliveCountMax: Self.keep(&serverAliveCountMax, try values.integer())
        case .serverAliveInterval: Self.keep(&serverAliveInterval, try values.time())
        case .strictHostKeyChecking:
            Self.keep(&strictHostKeyChecking, try values.choice(StrictHostKeyChecking.spellings))
        case .tcpKeepAlive: Self.keep(&tcpKeepAlive, try values.flag())
        case .user: Self.keep(&user, try values.word())
        case .userKnownHostsFile: Self.keep(&userKnownHostsFiles, try values.files())
        case .sallyportWindow: Self.keep(&window, try Self.window(&values))
        }
    }

    /// The first value wins; nil, the value `none` of a time, leaves the place open.
    private static func keep<Value>(_ slot: inout Value?, _ value: Value?) {
        if slot == nil { slot = value }
    }

    private static func port(_ values: inout SettingValues, _ lookups: Lookups) throws(SettingsError) -> UInt16 {
        let word = try values.word()
        guard let port = PortNumber.parse(word, service: lookups.service), port > 0 else {
            throw values.fault("Bad port '\(word)'.")
        }
        return port
    }

    private static func window(_ values: inout SettingValues) throws(SettingsError) -> Int {
        let word = try values.word()
        guard let size = WindowSize.parse(word) else {
            throw values.fault("Bad window '\(word)': use 32K to 64M")
        }
        return size
    }

    private static func forward(
        _ values: inout SettingValues, _ lookups: Lookups
    ) throws(SettingsError) -> ForwardSpec {
        let listen = try values.word()
        let target = try values.word(missing: "Missing target argument.")
        do {
            return try ForwardSpec(
                listen: listen, target: target, kind: .local, environment: lookups.environment,
                service: lookups.service)
        } catch {
            throw values.fault("Bad forwarding specification.", advice: error.advice)
        }
    }
}
