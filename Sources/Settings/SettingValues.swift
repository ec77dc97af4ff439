import TunnelModel

/// Takes the arguments of one setting from left to right and reads them as values, failing in ssh's words.
struct SettingValues {
    private let setting: Setting
    private var rest: ArraySlice<String>

    /// Starts before the first argument.
    init(_ setting: Setting) {
        self.setting = setting
        rest = setting.arguments[...]
    }

    /// The next argument; nil when there is none, or an empty one.
    mutating func optionalWord() -> String? {
        rest.popFirst().flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The next argument; `missing` is what ssh says when there is none.
    mutating func word(missing: String = "Missing argument.") throws(SettingsError) -> String {
        guard let word = optionalWord() else { throw fault(missing) }
        return word
    }

    /// One of several spellings, upper or lower case.
    mutating func choice<Value>(
        _ spellings: [String: Value], missing: String? = "missing argument.",
        fault text: (String) -> String = { "unsupported option \"\($0)\"." }
    ) throws(SettingsError) -> Value {
        let word = try word(missing: missing ?? text("<NONE>"))
        guard let value = spellings[word.lowercased()] else { throw fault(text(word)) }
        return value
    }

    /// `yes`, `true`, `no` or `false`.
    mutating func flag() throws(SettingsError) -> Bool {
        try choice(["yes": true, "true": true, "no": false, "false": false])
    }

    /// A whole number, 0–2³¹-1.
    mutating func integer() throws(SettingsError) -> Int {
        let word = try word(missing: "integer value missing.")
        guard let value = Int(word) else { throw fault("integer value invalid.") }
        guard value >= 0 else { throw fault("integer value too small.") }
        guard value <= Int(Int32.max) else { throw fault("integer value too large.") }
        return value
    }

    /// A time in seconds: `90`, `1m30s`, `2h`; nil for `none`.
    mutating func time() throws(SettingsError) -> Int? {
        let word = try word(missing: "missing time value.")
        guard word != "none" else { return nil }
        guard let seconds = TimeSpan.seconds(word) else { throw fault("invalid time value.") }
        return seconds
    }

    /// All arguments as file names; a lone `none` gives an empty list.
    mutating func files() throws(SettingsError) -> [String] {
        let names = Array(rest)
        rest = []
        let keyword = setting.keyword
        guard names.allSatisfy({ !$0.isEmpty }) else { throw fault("keyword \(keyword) empty argument") }
        guard names.contains(where: { $0.lowercased() == "none" }) else { return names }
        guard names.count == 1 else { throw fault("keyword \(keyword) \"none\" argument must appear alone.") }
        return []
    }

    /// A list of algorithms; `fault` is how ssh's line about a bad one starts.
    mutating func algorithms(_ known: Set<String>, fault text: String) throws(SettingsError) -> AlgorithmList {
        let word = try word()
        if let list = AlgorithmList(word, known: known) { return list }
        var fault = fault("\(text) '\(word)'.")
        if setting.keyword == "kexalgorithms" {
            // Only here ssh names the culprit, in a line before.
            let names = word.split(separator: ",").map { $0.drop { "+^".contains($0) } }
            let culprit = names.first { !known.contains(String($0)) } ?? ""
            fault.lines.insert("Unsupported KEX algorithm \"\(culprit)\"", at: 0)
        }
        throw fault
    }

    /// Fails if an argument is left over.
    func finish() throws(SettingsError) {
        guard rest.isEmpty else { throw fault("keyword \(setting.keyword) extra arguments at end of line") }
    }

    /// All arguments that are left.
    mutating func words() -> [String] {
        defer { rest = [] }
        return Array(rest)
    }

    /// The rest of the line as it stands: a shell command.
    mutating func command() -> String {
        rest = []
        return setting.text
    }

    /// An error about this setting.
    func fault(_ text: String, advice: String? = nil) -> SettingsError {
        SettingsError(setting.origin, text, advice: advice)
    }
}
