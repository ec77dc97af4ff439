import TunnelModel

/// Values of a shape that one keyword alone has, of the keywords that we do not act on (OpenSSH readconf.c).
extension SettingValues {
    /// `yes`, `no`, `ask`, `confirm` with or without a time, or a time.
    mutating func addKeysToAgent() throws(SettingsError) -> String {
        let word = try word(missing: "missing argument.")
        let time = optionalWord()
        let isKnown = ["yes", "true", "no", "false", "ask", "confirm"].contains(word.lowercased())
        if let time {
            guard word.lowercased() == "confirm" else { throw fault("unsupported option") }
            guard TimeSpan.seconds(time) != nil else { throw fault("invalid time value.") }
        } else if !isKnown, TimeSpan.seconds(word) == nil {
            throw fault("unsupported option")
        }
        return word
    }

    /// A list of methods; `publickey` if that is among them.
    mutating func authentications() throws(SettingsError) -> String {
        let word = try word()
        return word.split(separator: ",").contains("publickey") ? "publickey" : word
    }

    /// `none`, a character or `^` and a letter.
    mutating func escapeCharacter() throws(SettingsError) -> String {
        let word = try word()
        guard EscapeCharacter.isValid(word) else { throw fault("Bad escape character.") }
        return word
    }

    /// A facility of syslog.
    mutating func facility() throws(SettingsError) -> String {
        let known = ["DAEMON", "USER", "AUTH", "AUTHPRIV"] + (0...7).map { "LOCAL\($0)" }
        let word = optionalWord() ?? "<NONE>"
        guard known.contains(word.uppercased()) else { throw fault("unsupported log facility '\(word)'") }
        return word
    }

    /// A hash that ssh has.
    mutating func fingerprintHash() throws(SettingsError) -> String {
        let word = try word()
        guard ["md5", "sha1", "sha256", "sha384", "sha512"].contains(word.lowercased()) else {
            throw fault("Invalid hash algorithm \"\(word)\".")
        }
        return word
    }

    /// One or two classes of service.
    mutating func ipQoS() throws(SettingsError) -> [String] {
        let classes = ["none", "le", "lowdelay", "throughput", "reliability", "ef"]
        let words = Array(words().prefix(2))
        guard !words.isEmpty else { throw fault("Bad IPQoS value: (null)") }
        for word in words {
            let name = word.lowercased()
            let isDifferentiated =
                name.count == 4 && name.hasPrefix("af") && "1234".contains(name.dropFirst(2).prefix(1))
                && "123".contains(name.suffix(1))
            let isSelector = name.count == 3 && name.hasPrefix("cs") && "01234567".contains(name.suffix(1))
            guard classes.contains(name) || isDifferentiated || isSelector || Self.byte(name) else {
                throw fault("Bad IPQoS value: \(word)")
            }
        }
        return words
    }

    /// Targets; `any` and `none` only alone.
    mutating func permits() throws(SettingsError) -> [String] {
        let words = words()
        guard !words.isEmpty else { throw fault("missing permitremoteopen specification") }
        for word in words where ["any", "none"].contains(word.lowercased()) && words.count > 1 {
            throw fault("keyword permitremoteopen \"\(word)\" argument must appear alone.")
        }
        return words
    }

    /// `default` or a number of bytes with K, M, G, and perhaps a time.
    mutating func rekeyLimit() throws(SettingsError) -> String {
        let word = try word()
        if word != "default" {
            let digits = word.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int(digits), "KMGTPE".contains(word.dropFirst(digits.count).uppercased()) else {
                throw fault("Bad number '\(word)': Invalid argument")
            }
            guard count == 0 || count >= 16 || digits.count < word.count else { throw fault("RekeyLimit too small") }
        }
        guard let time = optionalWord(), time != "none" else { return word }
        guard TimeSpan.seconds(time) != nil else { throw fault("invalid time value.") }
        return word == "default" || word == "0" ? time : word
    }

    /// Names of variables, without values.
    mutating func environmentNames() throws(SettingsError) -> [String] {
        let words = words()
        guard words.allSatisfy({ !$0.isEmpty && !$0.contains("=") }) else { throw fault("Invalid environment name.") }
        return words
    }

    /// Variables with values.
    mutating func environmentValues() throws(SettingsError) -> [String] {
        let words = words()
        guard words.allSatisfy({ $0.contains("=") }) else { throw fault("Invalid SetEnv.") }
        return words
    }

    /// `any` or a number, or two of them with a colon between.
    mutating func tunnelDevice() throws(SettingsError) -> String {
        let word = try word()
        guard TunnelDevice.isValid(word) else { throw fault("Bad tun device.") }
        return word
    }

    private static func byte(_ text: String) -> Bool {
        let value = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
        return value.map { (0...255).contains($0) } ?? false
    }
}
