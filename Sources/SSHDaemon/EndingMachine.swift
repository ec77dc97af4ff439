import Glibc

/// Decides who gets which signal when sessions are to end, and when that is done.
///
/// A session is a child of a monitor. TERM and CONT, since a stopped process ignores TERM, every 20 ms; KILL from 300 ms
/// on. A monitor that has lost its children goes by itself: it gets CONT, and KILL if it is there a second later.
struct EndingMachine: Sendable {
    /// A signal for one process.
    struct Signal: Sendable, Hashable {
        var process: ProcessIdentity
        var number: Int32
    }

    private struct Target {
        var first: ContinuousClock.Instant
        var last: ContinuousClock.Instant
    }

    static let step = Duration.milliseconds(20)
    static let patience = Duration.milliseconds(300)
    static let monitorPatience = Duration.seconds(1)
    static let limit = Duration.seconds(5)

    private let monitors: [ProcessIdentity]
    private let spared: Set<ProcessIdentity>
    private let start: ContinuousClock.Instant
    private var targets: [ProcessIdentity: Target] = [:]
    private var nudged: [ProcessIdentity: Target] = [:]
    private var bereaved: Set<ProcessIdentity> = []
    private(set) var isDone = false
    /// When no session was left.
    private(set) var goneAt: ContinuousClock.Instant?
    /// Sessions that had signals.
    var signalled: Set<ProcessIdentity> { Set(targets.keys) }

    /// `spared` get no signal whatever they are: our own session, its monitor, the listener.
    init(monitors: [ProcessIdentity], sparing spared: Set<ProcessIdentity>, at now: ContinuousClock.Instant) {
        self.monitors = monitors.filter { !spared.contains($0) }
        self.spared = spared
        start = now
    }

    /// The processes whose state matters now.
    var watched: Set<ProcessIdentity> { Set(monitors).union(targets.keys) }

    /// Takes what is seen now and gives the signals that are due, in order. After ``isDone`` there are none.
    mutating func look(at scene: EndingScene, now: ContinuousClock.Instant) -> [Signal] {
        guard !isDone else { return [] }
        var signals: [Signal] = []
        for monitor in monitors {
            for child in scene.children[monitor] ?? [] where !spared.contains(child) {
                bereaved.insert(monitor)
                if targets[child] == nil { targets[child] = Target(first: now, last: now - Self.step) }
            }
        }
        for (process, target) in targets where scene.running.contains(process) {
            guard now - target.last >= Self.step else { continue }
            targets[process]?.last = now
            let isLate = now - target.first >= Self.patience
            signals += (isLate ? [SIGKILL] : [SIGTERM, SIGCONT]).map { Signal(process: process, number: $0) }
        }
        signals += nudges(scene, now)
        settle(scene, now)
        return signals
    }

    /// Monitors without a session that are still there.
    private mutating func nudges(_ scene: EndingScene, _ now: ContinuousClock.Instant) -> [Signal] {
        var signals: [Signal] = []
        for monitor in monitors where scene.running.contains(monitor) {
            guard (scene.children[monitor] ?? []).allSatisfy({ spared.contains($0) }) else { continue }
            let target = nudged[monitor] ?? Target(first: now, last: now - Self.step)
            guard now - target.last >= Self.step else { continue }
            nudged[monitor] = Target(first: target.first, last: now)
            let isLate = now - target.first >= Self.monitorPatience
            signals.append(Signal(process: monitor, number: isLate ? SIGKILL : SIGCONT))
        }
        return signals
    }

    /// Done when all monitors are gone, or no session is left and none can come: a monitor has one in its life. A
    /// monitor that has had none yet is in the middle of a login.
    private mutating func settle(_ scene: EndingScene, _ now: ContinuousClock.Instant) {
        let hasSessions = targets.keys.contains { scene.running.contains($0) }
        let mayBring = monitors.contains { scene.running.contains($0) && !bereaved.contains($0) }
        if !hasSessions && !mayBring { goneAt = goneAt ?? now } else { goneAt = nil }
        let areAllGone = !hasSessions && !monitors.contains { scene.running.contains($0) }
        let isSettled = goneAt.map { now - $0 >= Self.step } ?? false
        isDone = areAllGone || isSettled || now - start >= Self.limit
    }
}
