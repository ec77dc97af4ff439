import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// Connections that a key may have; the oldest beyond that end.
    private static let connectionLimit = 3

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
        for change in presence.becomeDark(at: clock()) { tell(change) }
        hook?.look(at: .now)
        if hasRestored {
            if restoreBeats > 0 { mustStartAnew = true }
            restoreBeats += 1
        }
    }

    private func endPassedGrants() async throws {
        let now = clock()
        guard let next = try registry.nextGrantEnd(), next <= now else { return }
        let ended = try registry.endPassedGrants(at: now)
        try writeKeyFiles()
        await end(ended)
    }

    /// The connections of those who lose a grant end: what sshd lets them through was fixed at their login.
    func end(_ grants: [EndedGrant]) async {
        for grant in grants {
            for person in grant.operators {
                await end(.operator(person.value), because: "grant \(grant.grant.id) ended")
            }
        }
    }

    private func endSurplus() async {
        var counts: [KeyFingerprint: Int] = [:]
        // A token may be used by a whole batch of devices at once.
        for monitor in index.all where monitor.role != .enroll { counts[monitor.fingerprint, default: 0] += 1 }
        for (key, count) in counts where count > Self.connectionLimit {
            // Before the key is proven anybody may stand there who knows it: such a one counts for nothing.
            let proven = index.monitors(of: key).filter { hasSession($0) }
            let surplus = proven.prefix(max(0, proven.count - Self.connectionLimit))
            await end(Array(surplus), because: "more than \(Self.connectionLimit) sessions with one key")
        }
    }

    /// Whether a monitor's key was proven: its child runs as the login's user then, and its title says so.
    private func hasSession(_ monitor: NotedMonitor) -> Bool {
        table.children(of: monitor.process.pid).contains { child in
            !child.isZombie && table.user(of: child.identity.pid) == users.roles[monitor.role]
                && !table.title(of: child.identity.pid).contains("[net]")
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
