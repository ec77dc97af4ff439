import TunnelModel

/// Reads configuration files into a draft, for one host (ssh_config(5); OpenSSH readconf.c, `read_config_file_depth`).
///
/// Every line of a file is checked, and all its faults are told together. An included file that is at fault ends it.
struct ConfigReader {
    /// Whose file it is: that decides where relative names of Include are looked for.
    enum Owner: Sendable {
        case user, system
    }

    /// How deep files may include each other: as in ssh, 16 below the first.
    static let maximumDepth = 16

    /// The host as the user gave it.
    let host: String
    let context: SettingsContext
    /// What has been set so far; earlier values win.
    var draft: SettingsDraft
    /// The faults found so far in files that are still being read.
    private var faults: [String] = []

    init(host: String, context: SettingsContext, draft: SettingsDraft) {
        self.host = host
        self.context = context
        self.draft = draft
    }

    /// Reads the files that `choice` names, in ssh's order.
    mutating func read(_ choice: ConfigFileChoice) throws(SettingsError) {
        switch choice {
        case .none: break
        case .named(let path):
            var active = true
            guard let words = try read(path, .user, checksOwner: false, isLive: true, active: &active, depth: 0) else {
                return
            }
            throw SettingsError(origin: .default, line: "Can't open user config file \(path): \(words)")
        case .usual:
            var active = true
            let own = context.homeDirectory + "/.ssh/config"
            _ = try read(own, .user, checksOwner: true, isLive: true, active: &active, depth: 0)
            active = true
            _ = try read("/etc/ssh/ssh_config", .system, checksOwner: false, isLive: true, active: &active, depth: 0)
        }
    }

    /// Reads one file. Gives the system's words if it cannot be opened.
    ///
    /// `active` says whether the lines count; with `isLive` false they never will, only their form is checked.
    private mutating func read(
        _ path: String, _ owner: Owner, checksOwner: Bool, isLive: Bool, active: inout Bool, depth: Int
    ) throws(SettingsError) -> String? {
        guard depth <= Self.maximumDepth else { throw end("Too many recursive configuration includes") }
        let bytes: [UInt8]
        switch context.files.read(path) {
        case .missing(let words), .unreadable(let words): return words
        case .file(let content, let mode, let user):
            let isTrusted = (user == 0 || user == context.userID) && mode & 0o022 == 0
            guard isTrusted || !checksOwner else { throw end("Bad owner or permissions on \(path)") }
            bytes = content
        }
        draft.remark(.debug1, "Reading configuration data \(path)")
        var badLines = 0
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let place = Place(owner: owner, origin: .file(path: path, line: index + 1), isLive: isLive, depth: depth)
            // C's strings end at a zero.
            let text = String(decoding: line.prefix { $0 != 0 }, as: UTF8.self)
            do throws(LineFault) {
                try obey(text, place, &active)
            } catch {
                switch error {
                case .bad(let lines):
                    faults += lines
                    badLines += 1
                case .fatal(let error): throw error
                }
            }
        }
        guard badLines == 0 else { throw end("\(path): terminating, \(badLines) bad configuration options") }
        return nil
    }

    /// The last line, after all those about faults before it.
    private func end(_ line: String) -> SettingsError {
        var error = SettingsError(origin: .default, line: line)
        error.lines = faults + error.lines
        return error
    }
}

extension ConfigReader {
    /// Where a line stands.
    private struct Place {
        var owner: Owner
        var origin: Origin
        var isLive: Bool
        var depth: Int
    }

    /// What is wrong with a line.
    private enum LineFault: Error {
        /// The line is bad; reading goes on to find others.
        case bad([String])
        /// Nothing more is read.
        case fatal(SettingsError)
    }

    private mutating func obey(_ line: String, _ place: Place, _ active: inout Bool) throws(LineFault) {
        let setting: Setting
        do throws(SettingsError) {
            guard let read = try Setting(line: line, origin: place.origin) else { return }
            setting = read
            switch setting.keyword {
            case "include": break
            case "host": return active = try matches(host: setting) && place.isLive
            case "match": return active = try matches(criteria: setting) && place.isLive
            default: return try draft.apply(setting, lookups: context.lookups, isActive: active)
            }
        } catch {
            throw .bad(error.lines)
        }
        try include(setting, place, active)
    }

    /// A Host line: patterns for the host as the user gave it; one that is negated and matches overrules all others.
    private mutating func matches(host setting: Setting) throws(SettingsError) -> Bool {
        var matched: String?
        for word in setting.arguments {
            guard !word.isEmpty else { throw SettingsError(setting.origin, "keyword host empty argument") }
            let isNegated = word.hasPrefix("!")
            let pattern = isNegated ? String(word.dropFirst()) : word
            guard HostPattern.single(pattern, matches: host) else { continue }
            if isNegated { return false }
            matched = matched ?? pattern
        }
        if let matched { draft.remark(.debug1, "\(setting.origin.place): Applying options for \(matched)") }
        return matched != nil
    }

    private func matches(criteria setting: Setting) throws(SettingsError) -> Bool {
        var name = host
        if let hostName = draft.hostName { name = try PercentExpansion(keys: ["h": host]).expand(hostName) }
        let line = MatchLine(
            host: name, originalHost: host, user: draft.user ?? context.userName, localUser: context.userName)
        return try line.matches(setting)
    }

    /// An Include line: its files stand in its place. What Host and Match say in them ends with them.
    private mutating func include(_ setting: Setting, _ place: Place, _ active: Bool) throws(LineFault) {
        for word in setting.arguments {
            guard !word.isEmpty else {
                throw .bad(["\(setting.origin.place): keyword include empty argument"])
            }
            guard !word.hasPrefix("~") || place.owner == .user else {
                throw .bad(["\(setting.origin.place): bad include path \(word)."])
            }
            let folder = place.owner == .user ? "~/.ssh/" : "/etc/ssh/"
            let pattern = word.hasPrefix("/") || word.hasPrefix("~") ? word : folder + word
            for path in context.files.glob(pattern) {
                try include(path, place, active)
            }
        }
    }

    private mutating func include(_ path: String, _ place: Place, _ active: Bool) throws(LineFault) {
        if case .unreadable(let words) = context.files.read(path), place.depth < Self.maximumDepth {
            throw .bad(["Can't open user config file \(path): \(words)"])
        }
        var nested = active
        do throws(SettingsError) {
            _ = try read(path, place.owner, checksOwner: true, isLive: active, active: &nested, depth: place.depth + 1)
        } catch {
            throw .fatal(error)
        }
    }
}
