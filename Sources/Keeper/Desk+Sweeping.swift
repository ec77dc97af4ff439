import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// Connections that a key may have; the oldest beyond that end.
    private static let connectionLimit = 3
    /// How long a connection with a token's key may last, in seconds.
    private static let enrollmentTime = 120
    /// How long a session that has ended is remembered, in seconds: 90 days.
    private static let sessionMemory = 90 * 86_400

    /// What is due every second: connections that are gone, grants whose time is over, connections that are too many,
    /// devices that have been gone for the grace.
    func sweep() async {
        buryGone()
        do {
            try await endPassedGrants()
        } catch {
            report("the ends of grants could not be noted: \(error)")
        }
        await endSurplus()
        await endCondemned()
        for change in presence.becomeDark(at: clock()) { tell(change) }
        hook?.look(at: .now)
        forgetOldSessions()
        if hasRestored {
            if restoreBeats > 0 { mustStartAnew = true }
            restoreBeats += 1
        }
    }

    /// Every connection leaves a row: those that ended long ago go, an hour's worth at a time.
    private func forgetOldSessions() {
        let now = clock()
        guard now >= nextForgetting else { return }
        nextForgetting = now + TimeSpan(seconds: 3_600)
        do {
            _ = try registry.forgetSessions(endedBefore: now - TimeSpan(seconds: Self.sessionMemory))
        } catch {
            report("old sessions could not be forgotten: \(error)")
        }
    }

    private func endPassedGrants() async throws {
        let now = clock()
        guard let next = try registry.nextGrantEnd(), next <= now else { return }
        let ended = try registry.endPassedGrants(at: now)
        try writeKeyFiles()
        await end(ended)
    }

    /// The connections of those who lose a grant end: what sshd lets them through was fixed at their login. Gives how
    /// many. All at once, since a group may be large.
    @discardableResult
    func end(_ grants: [EndedGrant], by actor: PlainText? = nil) async -> Int {
        let ends = actor.map { "was ended by \($0)" } ?? "ended"
        var count = 0
        for ended in grants {
            let people = Set(ended.operators.map { KeyOwner.operator($0.value) })
            let theirs = index.all.filter { monitor in owners[monitor.fingerprint].map(people.contains) ?? false }
            count += await end(theirs, because: "grant \(ended.grant.id) \(ends)")
        }
        return count
    }

    private func endSurplus() async {
        var counts: [KeyFingerprint: Int] = [:]
        // The key of a token belongs to all the machines that it is for, and they may all come at once.
        for monitor in index.all where monitor.role != .enroll { counts[monitor.fingerprint, default: 0] += 1 }
        var surplus: [NotedMonitor] = []
        for (key, count) in counts where count > Self.connectionLimit {
            // Before the key is proven anybody may stand there who knows it: such a one counts for nothing.
            let proven = index.monitors(of: key).filter { finder.isLoggedIn($0) }
            surplus += proven.prefix(max(0, proven.count - Self.connectionLimit))
        }
        await end(surplus, because: "more than \(Self.connectionLimit) sessions with one key")
        let latest = Int(clock().secondsSince1970) - Self.enrollmentTime
        let late = index.all.filter { $0.role == .enroll && $0.notedAt < latest }
        await end(late, because: "it did not enroll in \(Self.enrollmentTime) s")
    }

    /// Once more those that an ending has not ended: a login may have been past its first process and before its second,
    /// as long as PAM takes.
    private func endCondemned() async {
        let left = condemned.filter { finder.isServing($0.key) }.compactMap { index[$0.key] }
        for (reason, monitors) in Dictionary(grouping: left, by: { condemned[$0.process] ?? "" }) {
            await end(monitors, because: reason)
        }
    }

    /// Tells the log and the administrator's command.
    func tell(_ change: PresenceBoard.Change) {
        let (number, word, since): (Int64, String, UTCTime?) =
            switch change {
            case .dark(let device, let since): (device, "dark", since)
            case .back(let device): (device, "back", nil)
            }
        guard let device = try? registry.device(RowID(number)), device.state == .accepted else { return }
        report("device \(device.name) \(since.map { "is dark since \($0)" } ?? "is back")")
        var variables = ["SALLYPORT_DEVICE=\(device.name)", "SALLYPORT_CHANGE=\(word)"]
        variables.append("SALLYPORT_LABELS=\(device.labels.map(\.text).joined(separator: " "))")
        if let since { variables.append("SALLYPORT_SINCE=\(since)") }
        if let why = device.ended { variables.append("SALLYPORT_WHY=\(why)") }
        hook?.run(variables)
    }
}
