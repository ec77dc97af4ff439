package import TunnelModel

/// The monitors of all logins of known keys, whether or not they ever ran a command of ours.
///
/// A monitor stays until it is found gone: ``prune(isRunning:)`` is to be called now and then.
package struct SessionIndex: Sendable {
    private var monitors: [ProcessIdentity: NotedMonitor] = [:]
    private var byKey: [KeyFingerprint: Set<ProcessIdentity>] = [:]

    /// Empty.
    package init() {}

    /// How many there are.
    package var count: Int { monitors.count }

    /// All, in no order.
    package var all: [NotedMonitor] { Array(monitors.values) }

    /// The monitor that is this process.
    package subscript(process: ProcessIdentity) -> NotedMonitor? { monitors[process] }

    /// Notes a monitor. It is noted once for each key it asks for and again when the key has proven itself: the last key
    /// counts, and the first time.
    package mutating func note(_ monitor: NotedMonitor) {
        let old = monitors[monitor.process]
        remove(monitor.process)
        monitors[monitor.process] = NotedMonitor(
            process: monitor.process, fingerprint: monitor.fingerprint, role: monitor.role,
            notedAt: old?.notedAt ?? monitor.notedAt)
        byKey[monitor.fingerprint, default: []].insert(monitor.process)
    }

    /// The monitors of a key, oldest first.
    package func monitors(of key: KeyFingerprint) -> [NotedMonitor] {
        (byKey[key] ?? []).compactMap { monitors[$0] }.sorted(by: Self.isOlder)
    }

    /// The monitors of a key that came before this one: what ends when a device's new session says hello. Empty if this
    /// one is not known.
    package func monitors(of key: KeyFingerprint, olderThan process: ProcessIdentity) -> [NotedMonitor] {
        guard let newest = monitors[process] else { return [] }
        return monitors(of: key).filter { $0.process != process && Self.isOlder($0, newest) }
    }

    /// The oldest monitors of a key beyond so many, `sparing` never among them: what ends at a key's limit.
    package func surplus(
        of key: KeyFingerprint, beyond limit: Int, sparing process: ProcessIdentity? = nil
    ) -> [NotedMonitor] {
        let all = monitors(of: key)
        return Array(all.filter { $0.process != process }.prefix(max(0, all.count - limit)))
    }

    /// Forgets a monitor.
    package mutating func remove(_ process: ProcessIdentity) {
        guard let old = monitors.removeValue(forKey: process) else { return }
        byKey[old.fingerprint]?.remove(process)
        if byKey[old.fingerprint]?.isEmpty == true { byKey[old.fingerprint] = nil }
    }

    /// Forgets those that run no more.
    /// - Returns: what was forgotten.
    @discardableResult
    package mutating func prune(isRunning: (ProcessIdentity) -> Bool) -> [NotedMonitor] {
        let gone = monitors.values.filter { !isRunning($0.process) }
        for monitor in gone { remove(monitor.process) }
        return gone
    }

    /// By start time first: a clock of ours may have noted two in the other order.
    private static func isOlder(_ left: NotedMonitor, _ right: NotedMonitor) -> Bool {
        (left.process.startTime, left.notedAt, left.process.pid)
            < (right.process.startTime, right.notedAt, right.process.pid)
    }
}
