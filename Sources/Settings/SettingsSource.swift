import TunnelModel

/// Where settings come from: the command line, then the configuration files. Gives the settings of the target and of
/// every host on the way to it.
package struct SettingsSource: Sendable, Hashable {
    /// What the command line says.
    package var commandLine: SettingsDraft
    /// Which files are read.
    package var files: ConfigFileChoice
    /// How many `-v` were given, 0–3; the hops say as much as the target.
    package var verbosity: Int

    /// Makes one from its parts.
    package init(commandLine: SettingsDraft, files: ConfigFileChoice, verbosity: Int) {
        self.commandLine = commandLine
        self.files = files
        self.verbosity = verbosity
    }

    /// The settings for a host, as the user gave it. Reads files: blocks.
    package func resolved(host: String, context: SettingsContext) throws(SettingsError) -> ClientSettings {
        try Self.resolved(host: host, files, commandLine, context)
    }

    /// The settings of one jump host. Reads files: blocks.
    ///
    /// `through` is what comes before it in the same list. As in ssh, which starts `ssh -W` for it, files are read
    /// anew for its name, and of the command line only `-F` and `-v` reach it: not `-i`, `-o`, `-p` or `-l`. A hop
    /// without `through` may have a ProxyJump or ProxyCommand of its own. It never has forwards.
    package func resolved(
        hop: JumpHop, through: [JumpHop] = [], context: SettingsContext
    ) throws(SettingsError) -> ClientSettings {
        var draft = SettingsDraft()
        draft.user = hop.user
        draft.port = hop.port
        if !through.isEmpty { draft.proxyJump = through }
        draft.logLevel = [nil, .debug1, .debug2, .debug3][min(max(verbosity, 0), 3)]
        draft.clearAllForwardings = true
        draft.exitOnForwardFailure = true
        return try Self.resolved(host: hop.host, files, draft, context)
    }

    /// The settings of every host on the way, in the order of travel; the target is the last. Reads files: blocks.
    ///
    /// Only the first one's ``ClientSettings/proxy`` counts for the way to it, and is `.direct` or a `.command`; every
    /// other host is reached through the one before it. A jump host that leads to itself is an error, as in ssh, and
    /// so is a way of more than 16 hosts.
    package func route(host: String, context: SettingsContext) throws(SettingsError) -> [ClientSettings] {
        var route = [try resolved(host: host, context: context)]
        while let first = route.first, case .jump(let hops) = first.proxy, let hop = hops.last {
            guard route.count < 16 else {
                throw SettingsError(origin: .default, line: "jumphost loop via \(hop.host)")
            }
            route.insert(try resolved(hop: hop, through: hops.dropLast(), context: context), at: 0)
        }
        return route
    }

    private static func resolved(
        host: String, _ files: ConfigFileChoice, _ draft: SettingsDraft, _ context: SettingsContext
    ) throws(SettingsError) -> ClientSettings {
        var reader = ConfigReader(host: host, context: context, draft: draft)
        try reader.read(files)
        return try reader.draft.resolved(host: host, context: context)
    }
}
