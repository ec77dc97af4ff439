import TunnelModel

/// One host of ProxyJump or `-J`: `[user@]host[:port]` or `ssh://[user@]host[:port]`.
package struct JumpHop: Sendable, Hashable, CustomStringConvertible {
    /// The user, if one was given.
    package var user: String?
    /// The host as spelled, without brackets; configuration files are asked about this name.
    package var host: String
    /// The port, 1–65535, if one was given.
    package var port: UInt16?

    /// Makes a hop from its parts; nothing is checked.
    package init(user: String? = nil, host: String, port: UInt16? = nil) {
        self.user = user
        self.host = host
        self.port = port
    }

    /// Reads one hop (OpenSSH misc.c, `parse_user_host_port` and `parse_uri`); nil if it is malformed or unsafe.
    package init?(parsing text: String, service: (String) -> UInt16?) {
        let scheme = "ssh://"
        if text.lowercased().hasPrefix(scheme) {
            let tail = text.dropFirst(scheme.count)
            if let slash = tail.firstIndex(of: "/"), tail.index(after: slash) != tail.endIndex { return nil }
            let parsed = try? SSHDestination(parsing: scheme + tail, service: service)
            guard let parsed else { return nil }
            self.init(user: parsed.user, host: parsed.host, port: parsed.port)
        } else {
            self.init(word: text, service: service)
        }
        guard SSHDestination.isSafe(host: host), user.map(SSHDestination.isSafe(user:)) ?? true else { return nil }
    }

    /// Reads a list as ProxyJump has it, in the order of travel: the first one is connected to directly.
    ///
    /// A comment is cut off. `none` gives an empty list; nil means malformed.
    package static func list(_ text: String, service: (String) -> UInt16?) -> [JumpHop]? {
        var text = text.prefix { $0 != "#" }
        while text.last?.isWhitespace == true { text.removeLast() }
        guard text.lowercased() != "none" else { return [] }
        var hops: [JumpHop] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let hop = JumpHop(parsing: String(part), service: service) else { return nil }
            hops.append(hop)
        }
        return hops
    }

    /// As `ssh -G` prints it: an address stands in brackets.
    package var description: String {
        let isAddress = host.contains(":") || host.utf8.allSatisfy { "0123456789.".utf8.contains($0) }
        return (user.map { $0 + "@" } ?? "") + (isAddress ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
    }

    private init?(word: String, service: (String) -> UInt16?) {
        var rest = word[...]
        if let at = rest.lastIndex(of: "@") {
            guard at != rest.startIndex else { return nil }
            user = String(rest[..<at])
            rest = rest[rest.index(after: at)...]
        }
        let name: Substring
        if rest.first == "[" {
            guard let close = rest.firstIndex(of: "]") else { return nil }
            name = rest[..<close].dropFirst()
            rest = rest[rest.index(after: close)...]
        } else {
            name = rest.prefix { $0 != ":" && $0 != "/" }
            rest = rest.dropFirst(name.count)
        }
        guard !name.isEmpty else { return nil }
        host = String(name)
        guard let delimiter = rest.popFirst() else { return }
        guard delimiter == ":" else { return nil }
        guard !rest.isEmpty else { return }
        guard let number = PortNumber.parse(String(rest), service: service), number > 0 else { return nil }
        port = number
    }
}
