import TunnelModel

/// Replaces `~`, `%` tokens and `${NAME}` in file names and the like, each where ssh_config(5) allows it (TOKENS and
/// ENVIRONMENT VARIABLES).
struct PathExpansion {
    private let context: SettingsContext
    private let settings: ClientSettings

    /// Takes what the tokens stand for: of the settings host, host name, user, port and alias must be final.
    init(settings: ClientSettings, context: SettingsContext) {
        self.settings = settings
        self.context = context
    }

    /// Expands a file name: `~`, all tokens, and variables.
    func expand(_ name: String) throws(SettingsError) -> String {
        let path = try tokens(in: expandTilde(name)).expand(expandTilde(name))
        do {
            return try EnvironmentExpansion.expand(path, lookup: context.lookups.environment)
        } catch {
            throw SettingsError(origin: .default, line: "\(name): \(error)")
        }
    }

    /// Expands several.
    func expand(_ names: [String]) throws(SettingsError) -> [String] {
        var paths: [String] = []
        for name in names { paths.append(try expand(name)) }
        return paths
    }

    /// Expands the tokens of a socket path of a forward, whose variables were replaced when it was read.
    func expand(_ forward: ForwardSpec) throws(SettingsError) -> ForwardSpec {
        var forward = forward
        if case .unix(let path)? = forward.listen { forward.listen = .unix(try tokens(in: path).expand(path)) }
        if case .unix(let path) = forward.target { forward.target = .unix(try tokens(in: path).expand(path)) }
        return forward
    }

    /// Expands the tokens of ProxyCommand, which are fewer.
    func expand(proxyCommand: String) throws(SettingsError) -> String {
        let all = keys
        return try PercentExpansion(keys: all.filter { "hknpr".contains($0.key) }).expand(proxyCommand)
    }

    /// Replaces `~`, `~/` and `~user` at the start.
    func expandTilde(_ name: String) throws(SettingsError) -> String {
        guard name.hasPrefix("~") else { return name }
        let user = name.dropFirst().prefix { $0 != "/" }
        let rest = name.dropFirst(1 + user.count).drop { $0 == "/" }
        guard let home = user.isEmpty ? context.homeDirectory : context.homeOfUser(String(user)) else {
            throw SettingsError(origin: .default, line: "No such user \(user)")
        }
        return rest.isEmpty && !name.hasSuffix("/") ? home : "\(home)/\(rest)"
    }

    /// The connection's hash is only computed where it is asked for.
    private func tokens(in text: String) -> PercentExpansion {
        var keys = keys
        if text.contains("%C") {
            keys["C"] = ConnectionHash.hex(
                localHost: context.localHostName, host: settings.hostName, port: settings.port, user: settings.user)
        }
        return PercentExpansion(keys: keys)
    }

    private var keys: [Character: String] {
        [
            "L": String(context.localHostName.prefix { $0 != "." }), "d": context.homeDirectory,
            "h": settings.hostName, "i": String(context.userID), "k": settings.hostKeyAlias ?? settings.host,
            "l": context.localHostName, "n": settings.host, "p": String(settings.port), "r": settings.user,
            "u": context.userName,
        ]
    }
}
