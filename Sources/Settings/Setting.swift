/// One keyword with its arguments, as read from `-o` or a line of a configuration file.
package struct Setting: Sendable, Hashable {
    /// The keyword in lower case.
    package var keyword: String
    /// The arguments, with quotes and escapes taken out.
    package var arguments: [String]
    /// The same as one text with its quotes and escapes, for keywords whose argument is a shell command.
    package var text: String
    /// Where it stood.
    package var origin: Origin

    /// Makes a setting from its parts; nothing is checked but that the keyword becomes lower case.
    package init(keyword: String, arguments: [String], origin: Origin) {
        self.keyword = String(decoding: keyword.utf8.map(Self.lower), as: UTF8.self)
        self.arguments = arguments
        self.text = arguments.joined(separator: " ")
        self.origin = origin
    }

    /// Reads `Key Value`, `Key=Value` or `Key = "a value"`; nil for an empty line or a comment.
    ///
    /// Follows `process_config_line` of OpenSSH's readconf.c, and its messages. Stricter in one point: ssh passes over
    /// a line whose keyword has an open quote.
    package init?(line: String, origin: Origin) throws(SettingsError) {
        var scanner = ConfigLine(line)
        guard let word = scanner.keyword() else { throw SettingsError(origin, "invalid quotes") }
        guard !word.isEmpty, word.first != UInt8(ascii: "#") else { return nil }
        let keyword = String(decoding: word.map(Self.lower), as: UTF8.self)
        guard !scanner.isAtEnd else { throw SettingsError(origin, "no argument after keyword \"\(keyword)\"") }
        let text = scanner.text
        guard let arguments = scanner.arguments() else {
            if KeywordRule(keyword: keyword) == nil, !Self.isBlock(keyword) { throw .unknownKeyword(keyword, origin) }
            throw SettingsError(origin, "invalid quotes")
        }
        self.keyword = keyword
        self.arguments = arguments
        self.text = text
        self.origin = origin
    }

    /// Whether a keyword governs the lines after it or names other files.
    static func isBlock(_ keyword: String) -> Bool { ["host", "match", "include"].contains(keyword) }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}

extension SettingsError {
    /// ssh's message for a keyword that it does not know.
    static func unknownKeyword(_ keyword: String, _ origin: Origin) -> SettingsError {
        SettingsError(origin: origin, line: "\(origin.placeOfUnknownKeyword): Bad configuration option: \(keyword)")
    }
}
