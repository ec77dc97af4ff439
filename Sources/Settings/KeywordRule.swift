/// What happens to a keyword. Nothing that ssh would act on is passed over silently: it is obeyed, or refused in one
/// line, or remarked upon.
package enum KeywordRule: Sendable, Hashable {
    /// We act on it.
    case obeyed(Keyword)
    /// ssh would act on it, and we do not; the name is that of the entry in ``Unhonoured/table``.
    case unhonoured(String)
    /// ssh passes over it, with a remark for those who ask for debugging output.
    case deprecated
    /// ssh passes over it, with a remark, because it dropped the feature.
    case dropped
    /// ssh passes over it without a word: Protocol.
    case ignored

    /// Looks a lower-case keyword up; nil if ssh does not know it either.
    package init?(keyword: String) {
        if let known = Keyword(rawValue: keyword) ?? Keyword.aliases[keyword] {
            self = .obeyed(known)
        } else if let name = Self.unhonouredName(keyword) {
            self = .unhonoured(name)
        } else if Self.deprecatedKeywords.contains(keyword) {
            self = .deprecated
        } else if Self.droppedKeywords.contains(keyword) {
            self = .dropped
        } else if keyword == "protocol" {
            self = .ignored
        } else {
            return nil
        }
    }

    private static func unhonouredName(_ keyword: String) -> String? {
        let name = Unhonoured.aliases[keyword] ?? keyword
        return Unhonoured.table[name] == nil ? nil : name
    }

    /// Words of old releases that ssh remarks upon at DEBUG1 only.
    static let deprecatedKeywords: Set<String> = [
        "cipher", "fallbacktorsh", "globalknownhostsfile2", "rhostsauthentication", "useblacklistedkeys",
        "useprivilegedport", "userknownhostsfile2", "useroaming", "usersh",
    ]

    /// Features that ssh has removed: it remarks `Unsupported option` and goes on, and so do we.
    static let droppedKeywords: Set<String> = [
        "afstokenpassing", "compressionlevel", "kerberosauthentication", "kerberostgtpassing",
        "rhostsrsaauthentication", "rsaauthentication",
    ]
}
