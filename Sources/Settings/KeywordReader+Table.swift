import TunnelModel

extension KeywordReader {
    /// How each keyword is read.
    static let table: [Keyword: KeywordReader] = [
        .addressFamily: .special { draft, values, _, _ throws(SettingsError) in
            draft.keep(\.addressFamily, try values.choice(["any": .any, "inet": .inet, "inet6": .inet6]))
        },
        .batchMode: .flag(\.batchMode),
        .bindAddress: .word(\.bindAddress),
        .bindInterface: .word(\.bindInterface),
        .ciphers: .algorithms(\.ciphers, known: AlgorithmList.ciphers, fault: "Bad SSH2 cipher spec"),
        .clearAllForwardings: .flag(\.clearAllForwardings),
        .connectionAttempts: .integer(\.connectionAttempts),
        .connectTimeout: .time(\.connectTimeout),
        .controlMaster: .special { draft, values, _, _ throws(SettingsError) in
            draft.keep(\.controlMaster, try values.choice(ControlMaster.spellings))
        },
        .controlPath: .word(\.controlPath),
        .controlPersist: .special { draft, values, origin, _ throws(SettingsError) in
            let setting = Setting(keyword: "controlpersist", arguments: [try values.controlPersist()], origin: origin)
            draft.keep(\.controlPersist, setting)
        },
        .dynamicForward: .forward(.dynamic),
        .exitOnForwardFailure: .flag(\.exitOnForwardFailure),
        .forkAfterAuthentication: .flag(\.forkAfterAuthentication),
        .gatewayPorts: .flag(\.gatewayPorts),
        .globalKnownHostsFile: .files(\.globalKnownHostsFiles),
        .hashKnownHosts: .flag(\.hashKnownHosts),
        .hostKeyAlgorithms: .algorithms(\.hostKeyAlgorithms, known: AlgorithmList.hostKeys, fault: "Bad key types"),
        .hostKeyAlias: .word(\.hostKeyAlias),
        .hostName: .word(\.hostName),
        .identitiesOnly: .flag(\.identitiesOnly),
        .identityAgent: .special { draft, values, _, lookups throws(SettingsError) in
            draft.keep(\.identityAgent, try values.agent(lookups))
        },
        .identityFile: .special { draft, values, origin, _ throws(SettingsError) in
            draft.add(identityFile: try values.word(), origin: origin)
        },
        .ignoreUnknown: .word(\.ignoreUnknown),
        .kexAlgorithms: .algorithms(
            \.kexAlgorithms, known: AlgorithmList.keyExchanges, fault: "Bad SSH2 KexAlgorithms"),
        .localForward: .forward(.local),
        .logLevel: .special { draft, values, _, _ throws(SettingsError) in
            let level = try values.choice(
                LogLevel.spellings, missing: nil, fault: { "unsupported log level '\($0)'" })
            draft.keep(\.logLevel, level)
        },
        .macs: .algorithms(\.macs, known: AlgorithmList.macs, fault: "Bad SSH2 MAC spec"),
        .numberOfPasswordPrompts: .integer(\.numberOfPasswordPrompts),
        .port: .special { draft, values, _, lookups throws(SettingsError) in
            draft.keep(\.port, try values.port(lookups))
        },
        .proxyCommand: .special { draft, values, _, _ throws(SettingsError) in
            let command = values.command()
            // Seen on 9.2: `none` for ProxyJump leaves room for ProxyCommand.
            if draft.proxyJump?.isEmpty ?? true { draft.keep(\.proxyCommand, command) }
        },
        .proxyJump: .special { draft, values, _, lookups throws(SettingsError) in
            let hops = try values.jump(lookups)
            if draft.proxyCommand == nil { draft.keep(\.proxyJump, hops) }
        },
        .pubkeyAcceptedAlgorithms: .algorithms(
            \.pubkeyAcceptedAlgorithms, known: AlgorithmList.hostKeys, fault: "Bad key types"),
        .remoteForward: .forward(.remote),
        .serverAliveCountMax: .integer(\.serverAliveCountMax),
        .serverAliveInterval: .time(\.serverAliveInterval),
        .stdinNull: .flag(\.stdinNull),
        .streamLocalBindMask: .special { draft, values, _, _ throws(SettingsError) in
            draft.keep(\.streamLocalBindMask, try values.mask())
        },
        .streamLocalBindUnlink: .flag(\.streamLocalBindUnlink),
        .strictHostKeyChecking: .special { draft, values, _, _ throws(SettingsError) in
            draft.keep(\.strictHostKeyChecking, try values.choice(StrictHostKeyChecking.spellings))
        },
        .tcpKeepAlive: .flag(\.tcpKeepAlive),
        .user: .word(\.user),
        .userKnownHostsFile: .files(\.userKnownHostsFiles),
        .sallyportAllocatedPortFile: .word(\.allocatedPortFile),
        .sallyportConnectionHold: .time(\.connectionHold),
        .sallyportReconnect: .flag(\.reconnect),
        .sallyportSessions: .special { draft, values, _, _ throws(SettingsError) in
            let word = try values.word()
            guard let count = SessionCount(word) else {
                throw values.fault("Bad number of sessions '\(word)': use auto or 1 to 16")
            }
            draft.keep(\.sessions, count)
        },
        .sallyportWindow: .special { draft, values, _, _ throws(SettingsError) in
            let word = try values.word()
            guard let size = WindowSize.parse(word) else {
                throw values.fault("Bad window '\(word)': use 32K to 64M")
            }
            draft.keep(\.window, size)
        },
    ]
}
