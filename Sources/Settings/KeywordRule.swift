/// What happens to a keyword. Nothing that ssh would act on is ignored silently: it is obeyed, or refused in one line.
package enum KeywordRule: Sendable, Hashable {
    /// We act on it.
    case obeyed(Keyword)
    /// Passed over whatever its value is. See ``KeywordRule/harmless`` for the reasons.
    case ignored
    /// Passed over with ssh's own remark, because ssh knows the word but dropped the feature.
    case dropped
    /// Taken with one of these values, which say what we do anyway; others are refused with the advice.
    case only([String], advice: String)
    /// Known to ssh, but not to us yet: refused with the advice.
    case refused(advice: String)

    /// Looks a lower-case keyword up; nil if ssh does not know it either.
    package init?(keyword: String) {
        if let known = Keyword(rawValue: keyword) ?? Self.aliases[keyword] {
            self = .obeyed(known)
        } else if Self.harmless[keyword] != nil {
            self = .ignored
        } else if Self.removed.contains(keyword) {
            self = .dropped
        } else if let rule = Self.limited[keyword] {
            self = .only(rule.values, advice: rule.advice)
        } else if let advice = Self.refused[keyword] {
            self = .refused(advice: advice)
        } else {
            return nil
        }
    }

    /// Other spellings that ssh takes.
    private static let aliases: [String: Keyword] = ["identityfile2": .identityFile, "keepalive": .tcpKeepAlive]
}
