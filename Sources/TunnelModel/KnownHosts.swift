/// Several known_hosts files, asked as one (OpenSSH hostfile.c and sshconnect.c, `check_host_key`).
package struct KnownHosts: Sendable, Hashable {
    /// The files in the order of asking: the user's first, then the system's.
    package var files: [KnownHostsFile]

    /// Takes the files that exist; a missing one is simply left out.
    package init(_ files: [KnownHostsFile]) {
        self.files = files
    }

    /// The name under which a host is filed: `host` for port 22, else `[host]:port`; lower case.
    package static func name(host: String, port: UInt16) -> String {
        let host = HostPattern.lowercased(host)
        return port == 22 || port == 0 ? host : "[\(host)]:\(port)"
    }

    /// Judges a key for a name that is already in ssh's form, such as a HostKeyAlias.
    ///
    /// A revoked line outweighs everything; then an equal key on any line is enough. Keys of certificate authorities
    /// are not looked at, because we do not offer certificate algorithms.
    package func lookup(host name: String, key: PublicKey) -> KnownHostsAnswer {
        var answer = KnownHostsAnswer.unknown
        for (file, entry) in matching(name) {
            let place = KnownHostsAnswer.Place(file: file, line: entry.line)
            switch (entry.marker, entry.key == key) {
            case (.revoked, true): return .revoked(place)
            case (.hostKey, true): if !answer.isOK { answer = .ok(place) }
            case (.hostKey, false): if !answer.isOK { answer = .changed(place, known: entry.key) }
            case (.revoked, false), (.certificateAuthority, _): break
            }
        }
        return answer
    }

    /// Judges a key for a host and port: under `[host]:port` first and, if nothing is known there, under `host`.
    ///
    /// As in ssh the bare name can only help: another key there counts as unknown. Unlike ssh, which would go on
    /// to ask, a key revoked under the bare name is revoked.
    package func lookup(host: String, port: UInt16, key: PublicKey) -> KnownHostsAnswer {
        let answer = lookup(host: Self.name(host: host, port: port), key: key)
        guard answer == .unknown else { return answer }
        switch lookup(host: Self.name(host: host, port: 22), key: key) {
        case .changed, .unknown: return .unknown
        case .ok(let place): return .ok(place)
        case .revoked(let place): return .revoked(place)
        }
    }

    /// The key types known for a name in ssh's form, such as `ssh-ed25519`, each once, in the order of the lines.
    package func knownAlgorithms(host name: String) -> [String] {
        var algorithms: [String] = []
        for (_, entry) in matching(name) where entry.marker == .hostKey {
            if !algorithms.contains(entry.key.algorithm) { algorithms.append(entry.key.algorithm) }
        }
        return algorithms
    }

    /// Puts the host key algorithms first that fit a known key, so that the server shows a key which we can judge.
    ///
    /// As in ssh (sshconnect2.c, `order_hostkeyalgs`) the order is otherwise kept, and nothing moves when the first
    /// algorithm fits a known key. `rsa-sha2-256` and `rsa-sha2-512` fit a key of type `ssh-rsa`.
    package func ordered(hostKeyAlgorithms algorithms: [String], host name: String) -> [String] {
        let known = Set(knownAlgorithms(host: name))
        func fits(_ algorithm: String) -> Bool {
            known.contains(algorithm.hasPrefix("rsa-sha2-") ? "ssh-rsa" : algorithm)
        }
        guard let first = algorithms.first, !fits(first) else { return algorithms }
        return algorithms.filter(fits) + algorithms.filter { !fits($0) }
    }

    private func matching(_ name: String) -> [(file: String, entry: KnownHostsEntry)] {
        let name = HostPattern.lowercased(name)
        return files.flatMap { file in file.entries.filter { $0.matches(name) }.map { (file.path, $0) } }
    }
}
