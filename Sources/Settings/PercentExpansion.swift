/// Replaces `%h` and the like (ssh_config(5), TOKENS).
struct PercentExpansion {
    /// What each letter stands for; `%%` is always a percent sign.
    var keys: [Character: String]

    /// Replaces every token; an unknown one is an error in ssh's words.
    func expand(_ text: String) throws(SettingsError) -> String {
        var result = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                result.append(character)
                continue
            }
            guard let key = rest.popFirst() else {
                throw SettingsError(origin: .default, line: "invalid format: \(text)")
            }
            guard let value = key == "%" ? "%" : keys[key] else {
                throw SettingsError(origin: .default, line: "unknown key %\(key) in \(text)")
            }
            result += value
        }
        return result
    }
}
