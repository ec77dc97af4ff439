import TunnelModel

extension SettingsDraft {
    /// Applies one line, such as the argument of `-o`.
    package mutating func apply(line: String, origin: Origin, lookups: Lookups) throws(SettingsError) {
        guard let setting = try Setting(line: line, origin: origin) else { return }
        try apply(setting, lookups: lookups)
    }

    /// Applies one setting. Its value is checked even where an earlier one wins or its block does not match
    /// (`isActive` is false then), as ssh does.
    package mutating func apply(_ setting: Setting, lookups: Lookups, isActive: Bool = true) throws(SettingsError) {
        var next = self
        switch KeywordRule(keyword: setting.keyword) {
        case .obeyed(let keyword):
            var values = SettingValues(setting)
            try KeywordReader.table[keyword]?.read(&values, into: &next, origin: setting.origin, lookups: lookups)
            try values.finish()
        case .unhonoured(let name):
            try next.note(setting, as: name)
        case .deprecated:
            remark(.debug1, "\(setting.origin.place): Deprecated option \"\(setting.keyword)\"")
            return
        case .dropped:
            remark(.error, "\(setting.origin.place): Unsupported option \"\(setting.keyword)\"")
            return
        case .ignored:
            return
        case nil:
            if let line = Self.lineOfBlocks[setting.keyword] {
                throw SettingsError(
                    origin: setting.origin, line: "\(line) directive not supported as a command-line option")
            }
            guard let ignoreUnknown, HostPattern.list(ignoreUnknown, matches: setting.keyword) else {
                throw .unknownKeyword(setting.keyword, setting.origin)
            }
            remark(.debug1, "\(setting.origin.place): Ignored unknown option \"\(setting.keyword)\"")
            return
        }
        if isActive { self = next }
    }

    /// Adds a remark unless it has been made.
    mutating func remark(_ level: LogLevel, _ text: String) {
        let remark = SettingsRemark(level, text)
        if !remarks.contains(remark) { remarks.append(remark) }
    }

    /// Keeps the first value of a keyword that we do not act on.
    private mutating func note(_ setting: Setting, as name: String) throws(SettingsError) {
        guard let rule = Unhonoured.table[name] else { return }
        var values = SettingValues(setting)
        let words = try rule.grammar.read(&values)
        try values.finish()
        guard !unhonoured.contains(where: { $0.keyword == name }) else { return }
        unhonoured.append(Setting(keyword: name, arguments: words, origin: setting.origin))
    }

    /// The keywords that only a file can have, and what ssh calls them.
    private static let lineOfBlocks = ["host": "Host", "match": "Host", "include": "Include"]
}
