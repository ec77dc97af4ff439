import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// How many connections one look is for, about.
    private static let looksAtOnce = 2_000

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
        let processes = monitors.map(\.process).filter { $0 != own }
        guard !processes.isEmpty else { return 0 }
        for process in processes {
            sessions[process]?.reason = reason
            condemned[process] = reason
        }
        let report = await ender.end(processes, sparing: own.map { spared.union([$0]) } ?? spared)
        if !report.survivors.isEmpty {
            self.report(
                "sessions that do not end: pids \(report.survivors.map { String($0.pid) }.joined(separator: " "))")
        }
        bury(processes)
        return report.ended
    }

    /// Ends all connections of an owner.
    @discardableResult
    func end(_ owner: KeyOwner, because reason: String) async -> Int {
        await end(monitors(of: owner), because: reason)
    }

    /// Takes connections that are gone off the books. Of a large fleet it looks at another share each time: each costs a
    /// read of /proc while logins wait.
    func buryGone() {
        // Besides what is in the index: sessions whose monitor another keeper noted, or none did.
        let all = index.all.map(\.process) + sessions.keys.filter { index[$0] == nil }
        let shares = Int32(all.count / Self.looksAtOnce + 1)
        share = (share + 1) % shares
        bury(all.filter { $0.pid % shares == share })
        forgetOwners()
    }

    /// Takes those of these connections that are gone off the books.
    private func bury(_ processes: [ProcessIdentity]) {
        var over: [LiveSession] = []
        for process in processes where !table.isRunning(process) {
            index.remove(process)
            condemned[process] = nil
            if let session = sessions.removeValue(forKey: process) { over.append(session) }
        }
        if !over.isEmpty { close(over, at: clock()) }
    }

    private func close(_ over: [LiveSession], at now: UTCTime) {
        do {
            try registry.endSessions(
                over.map { ($0.number, PlainText(cleaning: $0.reason ?? "the connection ended")) }, at: now)
        } catch {
            report("the end of a session was not noted: \(error)")
        }
        let present = Set(sessions.values.lazy.filter(\.hasGreeted).map(\.owner))
        for session in over where !present.contains(session.owner) {
            if case .device(let id) = session.owner { presence.vanished(id, at: now) }
        }
    }

    /// Owners are looked up by key at each login; those of keys without a connection are of no use.
    private func forgetOwners() {
        guard owners.count > 2 * index.count + 1_000 else { return }
        let used = Set(index.all.map(\.fingerprint))
        owners = owners.filter { used.contains($0.key) }
        keys = Dictionary(grouping: owners.keys) { owners[$0] ?? .token(0) }.mapValues { Set($0) }
    }
}
