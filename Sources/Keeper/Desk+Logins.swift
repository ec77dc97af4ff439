import Enrollment
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// The line for a key at a login, as sshd's AuthorizedKeysCommand asks for it; nil: refused.
    ///
    /// The key is not proven yet, so this notes who asks and ends nobody. `peer` is the command itself: its parent is
    /// the monitor of the connection.
    func keyLine(user: String, key asked: KeyFingerprint, peer: Peer) throws -> String? {
        let now = clock()
        for role in settings.logins.roles(of: user) {
            guard let (key, line) = try registry.keyLine(for: asked, role: role.keyRole, at: now) else { continue }
            note(asked, of: KeyWriter.owner(line))
            let seconds = Int(now.secondsSince1970)
            if let monitor = finder.monitor(ofKeysCommand: peer.pid, fingerprint: asked, role: role, at: seconds) {
                note(monitor)
            }
            return try writer.text(key, line)
        }
        return nil
    }

    /// Writes the files that sshd reads where it does not ask: before a change is answered, so that it counts from then.
    func writeKeyFiles() throws {
        guard let keyFiles else { return }
        var lines: [LoginRole: [String]] = [:]
        for (key, line) in try registry.allKeyLines(at: clock()) {
            guard let text = try writer.text(key, line) else { continue }
            lines[line.role, default: []].append(text)
            note(key.fingerprint, of: KeyWriter.owner(line))
        }
        try keyFiles.write(lines, logins: settings.logins)
    }

    /// The monitor of the connection that a session's helper runs under; nil for a helper that nobody's sshd started.
    ///
    /// Where sshd did not ask for the key, or another keeper was told, it is found by its place in the tree.
    func monitor(of peer: Peer, _ identity: SessionIdentity) throws -> NotedMonitor? {
        if let known = finder.monitor(ofForcedCommand: peer.pid, in: index) {
            if let owner = owners[known.fingerprint], owner != identity.owner {
                throw Refusal(.notAllowed, "this connection is not that of \(identity.words.joined(separator: " "))")
            }
            return known
        }
        let tree = table.ancestry(of: peer.pid)
        let servers = tree.prefix { !table.title(of: $0.identity.pid).contains("[listener]") }
        guard let top = servers.last(where: { $0.name == "sshd" || $0.name == "sshd-session" }),
            let fingerprint = try fingerprint(of: identity)
        else { return nil }
        let monitor = NotedMonitor(
            process: top.identity, fingerprint: fingerprint, role: identity.role.loginRole,
            notedAt: Int(clock().secondsSince1970))
        note(fingerprint, of: identity.owner)
        note(monitor)
        return monitor
    }

    /// Notes a monitor here and, where it is news, for the next keeper.
    func note(_ monitor: NotedMonitor) {
        let old = index[monitor.process]
        index.note(monitor)
        guard old?.fingerprint != monitor.fingerprint || old?.role != monitor.role else { return }
        do {
            if journalLineCount > 2 * index.count + 1_000 { return try rewriteJournal() }
            try journal.add(index[monitor.process] ?? monitor)
            journalLineCount += 1
        } catch {
            report("a login was not noted for the next keeper: \(error.summary)")
        }
    }

    /// Leaves in the journal what is in the index.
    func rewriteJournal() throws(DaemonError) {
        try journal.replace(by: index.all)
        journalLineCount = index.count
    }

    /// All connections of an owner, whichever key they came with, oldest first.
    func monitors(of owner: KeyOwner) -> [NotedMonitor] {
        (keys[owner] ?? []).flatMap { index.monitors(of: $0) }
            .sorted { ($0.process.startTime, $0.process.pid) < ($1.process.startTime, $1.process.pid) }
    }

    /// Notes whose a key is.
    func note(_ key: KeyFingerprint, of owner: KeyOwner) {
        owners[key] = owner
        keys[owner, default: []].insert(key)
    }

    private func fingerprint(of identity: SessionIdentity) throws -> KeyFingerprint? {
        switch identity {
        case .device(let id): try registry.device(RowID(id.number))?.key?.fingerprint
        case .operator(let id): try registry.operator(RowID(id.number))?.keys.last?.fingerprint
        case .enroll: nil
        }
    }
}

extension LoginRole {
    var keyRole: KeyRole {
        switch self {
        case .device: .device
        case .operator: .operator
        case .enroll: .enroll
        }
    }
}

extension Role {
    var loginRole: LoginRole {
        switch self {
        case .device: .device
        case .operator: .operator
        case .enroll: .enroll
        }
    }
}

extension KeyLine {
    var role: LoginRole {
        switch self {
        case .device: .device
        case .operator: .operator
        case .enroll: .enroll
        }
    }
}

extension SessionIdentity {
    var owner: KeyOwner {
        switch self {
        case .device(let id): .device(id.number)
        case .operator(let id): .operator(id.number)
        case .enroll(let id): .token(id.number)
        }
    }
}
