/// Words of sshd_config, so that no path or name can become two words, a comment or a line of its own.
enum ConfigurationWord {
    /// A path as one word: absolute, quoted if need be; with `expands` the `%` are doubled for keywords that expand.
    static func path(_ path: String, expands: Bool = false) throws(DaemonError) -> String {
        guard path.hasPrefix("/") else {
            throw DaemonError("\(path) is no absolute path, which sshd needs", advice: "name it from / on")
        }
        return try word(path, expands: expands)
    }

    /// Any text as one word.
    static func word(_ text: String, expands: Bool = false) throws(DaemonError) -> String {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw DaemonError("a word of sshd's configuration is empty or has a control character in it")
        }
        let plain =
            expands ? text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%") : text
        let isSafe = plain.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+:@%=,".utf8.contains(byte)
            }
        }
        if isSafe { return plain }
        let escaped = plain.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"" + String(escaped) + "\""
    }

    /// A user's name: letters, digits, `_`, `-`, `.`, none of sshd's patterns among them.
    static func user(_ name: String) throws(DaemonError) -> String {
        let isSafe = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_-.".utf8.contains(byte)
            }
        }
        guard isSafe, let first = name.utf8.first, first != UInt8(ascii: "-") else {
            throw DaemonError("\"\(name)\" is no user name that sshd's configuration can hold")
        }
        return name
    }
}
