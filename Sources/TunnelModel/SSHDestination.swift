/// The destination word of ssh's command line: `[user@]host` or `ssh://[user@]host[:port]`.
///
/// Follows ssh.c and `parse_uri` in misc.c of OpenSSH. Two things are ours: an empty host is refused at once
/// (ssh fails later, when it cannot resolve it), and the URI may name an IPv6 address in brackets.
package struct SSHDestination: Sendable, Hashable {
    /// The user, if one was given.
    package var user: String?
    /// The host as spelled, without brackets. Never empty, never starting with `-`.
    package var host: String
    /// The port, 1–65535, which only the URI can carry.
    package var port: UInt16?

    /// Reads the word; `service` gives the port of a TCP service name.
    package init(parsing text: String, service: (String) -> UInt16?) throws(SSHDestinationError) {
        let scheme = "ssh://"
        if text.utf8.starts(with: scheme.utf8) {
            try self.init(uriTail: ArraySlice(text.utf8.dropFirst(scheme.utf8.count)), service: service)
        } else {
            try self.init(word: Array(text.utf8))
        }
        guard Self.isSafe(host: host) else { throw .unsafeHost }
        if let user, !Self.isSafe(user: user) { throw .unsafeUser }
    }

    /// Reads `[user@]host`, where the last `@` counts.
    private init(word: [UInt8]) throws(SSHDestinationError) {
        let at = word.lastIndex(of: UInt8(ascii: "@"))
        guard at != 0 else { throw .malformed }
        user = at.map { String(decoding: word[..<$0], as: UTF8.self) }
        host = String(decoding: at.map { word[($0 + 1)...] } ?? word[...], as: UTF8.self)
    }

    /// Reads what follows `ssh://`. Connection parameters after `;` and a path are skipped, as ssh does.
    private init(uriTail: ArraySlice<UInt8>, service: (String) -> UInt16?) throws(SSHDestinationError) {
        var rest = uriTail
        if let at = rest.firstIndex(of: UInt8(ascii: "@")) {
            let name = rest[..<at].prefix { $0 != UInt8(ascii: ";") }
            guard !name.isEmpty, let decoded = PercentDecoding.decode(name) else { throw .malformed }
            user = decoded
            rest = rest[(at + 1)...]
        }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") }
        let path = rest.dropFirst(authority.count + 1)
        guard PercentDecoding.decode(path) != nil else { throw .malformed }
        let tail: ArraySlice<UInt8>
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else { throw .malformed }
            host = String(decoding: authority.dropFirst()[..<close], as: UTF8.self)
            tail = authority[(close + 1)...]
            guard Self.isAddressOrDomain(host) else { throw .malformed }
        } else {
            let name = authority.prefix { $0 != UInt8(ascii: ":") }
            host = String(decoding: name, as: UTF8.self)
            tail = authority.dropFirst(name.count)
            guard Self.isDomain(host) else { throw .malformed }
        }
        if host.utf8.last == UInt8(ascii: ".") { host = String(decoding: host.utf8.dropLast(), as: UTF8.self) }
        guard let colon = tail.first else { return }
        guard colon == UInt8(ascii: ":") else { throw .malformed }
        if tail.count == 1, authority.endIndex == rest.endIndex { return }
        let text = String(decoding: tail.dropFirst(), as: UTF8.self)
        guard let number = PortNumber.parse(text, service: service), number > 0 else { throw .malformed }
        port = number
    }
}

extension SSHDestination {
    /// Whether ssh takes the host (ssh.c, `valid_hostname`): no leading `-`, no blanks, controls or shell characters.
    package static func isSafe(host: String) -> Bool {
        guard let first = host.utf8.first, first != UInt8(ascii: "-") else { return false }
        return host.utf8.allSatisfy { !"'`\"$\\;&<>|(){},".utf8.contains($0) && $0 > 0x20 && $0 != 0x7F }
    }

    /// Whether ssh takes the user name (ssh.c, `valid_ruser`): no leading `-`, none after a blank, no shell
    /// characters, no backslash at the end.
    package static func isSafe(user: String) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in user.utf8 {
            if "'`\";&<>|(){}".utf8.contains(byte) { return false }
            if byte == UInt8(ascii: "-"), PortNumber.isBlank(previous) { return false }
            previous = byte
        }
        return previous != UInt8(ascii: "\\")
    }

    /// Letters, digits, `.`, `-` and `_`, a letter or digit first, no two dots in a row (misc.c, `valid_domain`).
    private static func isDomain(_ name: String) -> Bool {
        guard let first = name.utf8.first, isAlphanumeric(first) else { return false }
        var previous = first
        for byte in name.utf8 {
            guard isAlphanumeric(byte) || ".-_".utf8.contains(byte) else { return false }
            if byte == UInt8(ascii: "."), previous == byte { return false }
            previous = byte
        }
        return true
    }

    private static func isAddressOrDomain(_ name: String) -> Bool {
        guard name.utf8.contains(UInt8(ascii: ":")) else { return isDomain(name) }
        return name.utf8.allSatisfy { isAlphanumeric($0) || ":.%_-".utf8.contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
