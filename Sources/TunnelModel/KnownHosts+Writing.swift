extension KnownHosts {
    /// The line that records a host's key, without a line end; hashed if there is a salt (HashKnownHosts).
    ///
    /// Ask ``canRecord(host:)`` first.
    package static func entryLine(host: String, port: UInt16, key: PublicKey, salt: HostNameSalt?) -> String {
        entryLine(name: name(host: host, port: port), key: key, salt: salt)
    }

    /// The same for a name that is already in ssh's form, such as a HostKeyAlias.
    package static func entryLine(name: String, key: PublicKey, salt: HostNameSalt?) -> String {
        let name = HostPattern.lowercased(name)
        let field = salt.map { HostNameHash(name: name, salt: $0).description } ?? name
        return "\(field) \(key)"
    }

    /// Whether a host's name may be written to known_hosts: characters that would read as a pattern, a marker, a
    /// comment or a second field must not occur (sshconnect.c, `check_host_key`).
    package static func canRecord(host: String) -> Bool {
        !host.isEmpty && host.utf8.allSatisfy { !"@?*#[]|'\"\\,!".utf8.contains($0) && $0 > 0x20 && $0 != 0x7F }
    }
}
