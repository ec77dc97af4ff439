import TunnelModel

/// What a Match line is held against (ssh_config(5); OpenSSH readconf.c, `match_cfg_line`).
struct MatchLine {
    /// The name to connect to, as far as it is known at this line.
    var host: String
    /// The host as the user gave it.
    var originalHost: String
    /// The user to log in as, as far as it is known at this line.
    var user: String
    /// The person who runs the program.
    var localUser: String

    /// Whether all criteria of a line are met.
    ///
    /// `exec` would run commands while a file is read; `canonical` and `final` need a second reading. All three are
    /// refused, as is whatever else is no criterion here.
    func matches(_ setting: Setting) throws(SettingsError) -> Bool {
        var scanner = ConfigLine(setting.text)
        var isMet = true
        var count = 0
        while let word = next(&scanner) {
            let isNegated = word.hasPrefix("!")
            let criterion = (isNegated ? String(word.dropFirst()) : word).lowercased()
            if criterion == "all" {
                guard count <= 1, next(&scanner) == nil else {
                    throw fault("'\(word)' cannot be combined with other Match attributes", setting)
                }
                return isMet && !isNegated
            }
            count += 1
            guard !Self.refused.contains(criterion) else {
                throw fault(
                    "Match \(criterion) is not supported: use host, originalhost, user, localuser or all", setting)
            }
            let name = isNegated ? String(word.dropFirst()) : word
            guard let patterns = next(&scanner) else { throw bare("Missing Match criteria for \(name)", setting) }
            guard Self.known.contains(criterion) else { throw bare("Unsupported Match attribute \(name)", setting) }
            if meets(criterion, patterns) == isNegated { isMet = false }
        }
        guard count > 0 else { throw bare("One or more attributes required for Match", setting) }
        return isMet
    }

    private static let known: Set<String> = ["host", "originalhost", "user", "localuser"]
    /// The last five are those of later releases than 9.2.
    private static let refused: Set<String> = [
        "exec", "canonical", "final", "command", "localnetwork", "sessiontype", "tagged", "version",
    ]

    private func meets(_ criterion: String, _ patterns: String) -> Bool {
        switch criterion {
        case "host": HostPattern.list(patterns, matches: HostPattern.lowercased(host))
        case "originalhost": HostPattern.list(patterns, matches: HostPattern.lowercased(originalHost))
        case "user": HostPattern.list(patterns, matches: user, ignoringCase: false)
        default: HostPattern.list(patterns, matches: localUser, ignoringCase: false)
        }
    }

    /// The next word; nil at the end or before a comment.
    private func next(_ scanner: inout ConfigLine) -> String? {
        guard !scanner.isAtEnd, let word = scanner.keyword(), !word.isEmpty, word.first != UInt8(ascii: "#") else {
            return nil
        }
        return String(decoding: word, as: UTF8.self)
    }

    private func fault(_ text: String, _ setting: Setting) -> SettingsError {
        bare("\(setting.origin.place): \(text)", setting)
    }

    private func bare(_ line: String, _ setting: Setting) -> SettingsError {
        var error = SettingsError(origin: setting.origin, line: line)
        error.lines.append("\(setting.origin.place): Bad Match condition")
        return error
    }
}
