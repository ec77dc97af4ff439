import TunnelModel

/// Turns a file name as written into a path: `~/`, `%` tokens and `${NAME}` (ssh_config(5), TOKENS).
///
/// Of the tokens `%C`, `%i`, `%L` and `%l` are not known yet and are refused.
struct PathExpansion {
    private let home: String
    private let tokens: PercentExpansion
    private let environment: @Sendable (String) -> String?

    /// Takes what the tokens stand for.
    init(settings: ClientSettings, context: SettingsContext) {
        home = context.homeDirectory
        environment = context.environment
        tokens = PercentExpansion(keys: [
            "d": context.homeDirectory, "h": settings.hostName, "k": settings.hostKeyAlias ?? settings.host,
            "n": settings.host, "p": String(settings.port), "r": settings.user, "u": context.userName,
        ])
    }

    /// Expands one file name.
    func expand(_ name: String) throws(SettingsError) -> String {
        let path = try tokens.expand(expandTilde(name))
        do {
            return try EnvironmentExpansion.expand(path, lookup: environment)
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

    /// Replaces `~` alone or before `/`; another user's home is not looked up.
    func expandTilde(_ name: String) -> String {
        name == "~" || name.hasPrefix("~/") ? home + name.dropFirst() : name
    }
}
