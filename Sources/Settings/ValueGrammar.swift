/// What may stand after a keyword that we do not act on; bad values get ssh's words all the same.
enum ValueGrammar: Sendable {
    /// `yes` or `no`.
    case flag
    /// One of these, in lower case.
    case choice(Set<String>)
    /// One word.
    case word
    /// The rest of the line.
    case command
    /// A time.
    case time
    /// A whole number.
    case integer
    /// Several words; `none` only alone.
    case names
    /// Shapes of one keyword each.
    case addKeysToAgent, authentications, escapeCharacter, facility, fingerprintHash, ipQoS, permits, rekeyLimit,
        sendEnv, setEnv, tunnelDevice

    /// Reads a value and gives the words that it is judged by; the first one decides.
    func read(_ values: inout SettingValues) throws(SettingsError) -> [String] {
        switch self {
        case .flag: return [try values.flag() ? "yes" : "no"]
        case .choice(let words): return [try values.choice(Dictionary(uniqueKeysWithValues: words.map { ($0, $0) }))]
        case .word: return [try values.word()]
        case .command: return [values.command()]
        case .time: return [try values.time().map { "\($0)" } ?? "none"]
        case .integer: return ["\(try values.integer())"]
        case .names:
            let names = try values.files()
            return names.isEmpty ? ["none"] : names
        case .addKeysToAgent: return [try values.addKeysToAgent()]
        case .authentications: return [try values.authentications()]
        case .escapeCharacter: return [try values.escapeCharacter()]
        case .facility: return [try values.facility()]
        case .fingerprintHash: return [try values.fingerprintHash()]
        case .ipQoS: return try values.ipQoS()
        case .permits: return try values.permits()
        case .rekeyLimit: return [try values.rekeyLimit()]
        case .sendEnv: return try values.environmentNames()
        case .setEnv: return try values.environmentValues()
        case .tunnelDevice: return [try values.tunnelDevice()]
        }
    }
}
