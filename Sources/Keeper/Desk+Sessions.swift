import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// Notes that a connection's session has spoken, once.
    func begin(_ monitor: NotedMonitor, of owner: KeyOwner, from: PlainText?, greeted: Bool) throws {
        if sessions[monitor.process] != nil {
            if greeted { sessions[monitor.process]?.hasGreeted = true }
            return
        }
        let who: Session.Owner
        switch owner {
        case .device(let id): who = .device(RowID(id))
        case .operator(let id): who = .operator(RowID(id))
        case .token: return
        }
        let number = try registry.beginSession(
            of: who, from: from, monitor: monitor.process.pid, monitorStart: Int64(monitor.process.startTime),
            at: clock())
        sessions[monitor.process] = LiveSession(owner: owner, number: number, hasGreeted: greeted)
    }

    /// Ends connections, and tells the registry why once they are gone. Gives how many sessions had to be ended.
    @discardableResult
    func end(_ monitors: [NotedMonitor], sparing own: ProcessIdentity? = nil, because reason: String) async -> Int {
        guard !monitors.isEmpty else { return 0 }
        let processes = monitors.map(\.process)
        for process in processes { sessions[process]?.reason = reason }
        let report = await ender.end(processes, sparing: own.map { spared.union([$0]) } ?? spared)
        if !report.survivors.isEmpty {
            self.report(
                "sessions that do not end: pids \(report.survivors.map { String($0.pid) }.joined(separator: " "))")
        }
        let now = clock()
        for process in processes where !table.isRunning(process) {
            index.remove(process)
            close(process, at: now)
        }
        return report.ended
    }

    /// Ends all connections of an owner.
    @discardableResult
    func end(_ owner: KeyOwner, because reason: String) async -> Int {
        await end(monitors(of: owner), because: reason)
    }

    /// Takes connections that are gone off the books.
    func buryGone() {
        let now = clock()
        for gone in index.prune(isRunning: { table.isRunning($0) }) { close(gone.process, at: now) }
        // Sessions whose monitor another keeper noted, or none did.
        for process in sessions.keys where index[process] == nil && !table.isRunning(process) {
            close(process, at: now)
        }
        forgetOwners()
    }

    /// The connections of earlier keepers that still live, from the registry.
    func adoptSessions() throws {
        let now = clock()
        for session in try registry.openSessions() {
            let process = ProcessIdentity(pid: session.monitor, startTime: UInt64(clamping: session.monitorStart))
            guard table.isRunning(process) else {
                try registry.endSession(
                    session.id, why: PlainText(cleaning: "ended while the keeper was away"), at: now)
                if case .device(let id) = session.owner { presence.expect(id.value, since: now) }
                continue
            }
            try adopt(session, process, at: now)
        }
    }

    private func adopt(_ session: Session, _ process: ProcessIdentity, at now: UTCTime) throws {
        let seconds = Int(session.started.secondsSince1970)
        switch session.owner {
        case .device(let id):
            guard let key = try registry.device(id)?.key else { return }
            note(key.fingerprint, of: .device(id.value))
            index.note(NotedMonitor(process: process, fingerprint: key.fingerprint, role: .device, notedAt: seconds))
            sessions[process] = LiveSession(owner: .device(id.value), number: session.id, hasGreeted: true)
            _ = presence.appeared(id.value, at: session.started)
        case .operator(let id):
            guard let key = try registry.operator(id)?.keys.first else { return }
            note(key.fingerprint, of: .operator(id.value))
            index.note(NotedMonitor(process: process, fingerprint: key.fingerprint, role: .operator, notedAt: seconds))
            sessions[process] = LiveSession(owner: .operator(id.value), number: session.id, hasGreeted: false)
        }
    }

    private func close(_ process: ProcessIdentity, at now: UTCTime) {
        guard let session = sessions.removeValue(forKey: process) else { return }
        do {
            try registry.endSession(
                session.number, why: PlainText(cleaning: session.reason ?? "the connection ended"), at: now)
        } catch {
            report("the end of a session was not noted: \(error)")
        }
        guard case .device(let id) = session.owner else { return }
        let isThere = monitors(of: session.owner).contains { sessions[$0.process]?.hasGreeted == true }
        if !isThere { presence.vanished(id, at: now) }
    }

    /// Owners are looked up by key at each login; those of keys without a connection are of no use.
    private func forgetOwners() {
        guard owners.count > 2 * index.count + 1_000 else { return }
        let used = Set(index.all.map(\.fingerprint))
        owners = owners.filter { used.contains($0.key) }
        keys = Dictionary(grouping: owners.keys) { owners[$0] ?? .token(0) }.mapValues { Set($0) }
    }
}
