import Enrollment
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// The connections of earlier keepers that still live: those that were noted, and those in the registry.
    ///
    /// What was taken away but not ended any more, since that keeper was killed in between, ends now.
    func adoptSessions() async throws {
        let now = clock()
        var lost: [NotedMonitor] = []
        for monitor in journal.monitors() where finder.isServing(monitor.process) {
            index.note(monitor)
            if try !isEntitled(monitor, at: now) { lost.append(monitor) }
        }
        var over: [(id: SessionID, why: PlainText)] = []
        for session in try registry.openSessions() {
            let process = ProcessIdentity(pid: session.monitor, startTime: UInt64(clamping: session.monitorStart))
            guard finder.isServing(process) else {
                over.append((session.id, PlainText(cleaning: "ended while the keeper was away")))
                if case .device(let id) = session.owner { presence.expect(id.value, since: now) }
                continue
            }
            try adopt(session, process)
        }
        try registry.endSessions(over, at: now)
        try rewriteJournal()
        await end(lost, because: "it lost its right while the keeper was away")
    }

    /// Whether a connection may still be there: its key would be let in again, and no grant of its operator has ended
    /// since it came, which ends all connections of that operator.
    private func isEntitled(_ monitor: NotedMonitor, at now: UTCTime) throws -> Bool {
        guard let (_, line) = try registry.keyLine(for: monitor.fingerprint, role: monitor.role.keyRole, at: now)
        else { return false }
        note(monitor.fingerprint, of: KeyWriter.owner(line))
        guard case .operator(_, let name, _) = line, let person = try registry.operator(named: name) else {
            return true
        }
        let subjects = [Grant.Subject.operator(name)] + person.groups.map { .group($0) }
        return try !subjects.contains { subject in
            try registry.grants(of: subject, everGiven: true, at: now)
                .contains { $0.ended.map { $0.secondsSince1970 >= monitor.notedAt } ?? false }
        }
    }

    private func adopt(_ session: Session, _ process: ProcessIdentity) throws {
        let seconds = Int(session.started.secondsSince1970)
        switch session.owner {
        case .device(let id):
            if index[process] == nil, let key = try registry.device(id)?.key {
                note(key.fingerprint, of: .device(id.value))
                index.note(
                    NotedMonitor(process: process, fingerprint: key.fingerprint, role: .device, notedAt: seconds))
            }
            sessions[process] = LiveSession(owner: .device(id.value), number: session.id, hasGreeted: true)
            _ = presence.appeared(id.value, at: session.started)
        case .operator(let id):
            if index[process] == nil, let key = try registry.operator(id)?.keys.first {
                note(key.fingerprint, of: .operator(id.value))
                index.note(
                    NotedMonitor(process: process, fingerprint: key.fingerprint, role: .operator, notedAt: seconds))
            }
            sessions[process] = LiveSession(owner: .operator(id.value), number: session.id, hasGreeted: false)
        }
    }
}
