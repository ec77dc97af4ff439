/// Decides what to do with a private sshd: when to start it, to tell it to reload, to probe it.
///
/// Time and everything seen come in as arguments; see ``WatchSettings`` for the numbers.
struct SSHDWatch: Sendable {
    /// What is seen at one moment.
    struct Sight: Sendable {
        /// Whether its listening process runs.
        var isRunning: Bool
        /// Why it does not, if it has just ended or was not to be started.
        var endWords = "it ended"
        /// Which files its programs are.
        var programs: [String: FileIdentity]
        /// Whether the folder that it needs is there, or none is needed.
        var hasFolder: Bool
    }

    /// What is to be done, in order.
    enum Action: Sendable, Equatable {
        case restoreFolder
        case start
        case hangUp(SSHDReload)
        case restart
        case probe
        case tell(SSHDEvent)
    }

    private enum State: Equatable {
        case down(until: ContinuousClock.Instant)
        case up(since: ContinuousClock.Instant)
    }

    private let settings: WatchSettings
    private var state: State
    private var failures = 0
    private var running: [String: FileIdentity] = [:]
    private var seen: (programs: [String: FileIdentity], since: ContinuousClock.Instant)?
    private var nextProbe: ContinuousClock.Instant
    private var silence = 0
    private var isAnswering = false
    private var wantsReload: SSHDReload?

    init(_ settings: WatchSettings, at now: ContinuousClock.Instant) {
        self.settings = settings
        state = .down(until: now)
        nextProbe = now
    }

    /// The configuration has changed: HUP at the next look.
    mutating func changedConfiguration() { wantsReload = .configurationChanged }

    /// One that was left behind was found running: it is told to reload, as nobody knows what it was started from.
    mutating func adopted(at now: ContinuousClock.Instant) {
        cameUp(at: now)
        wantsReload = .adopted
    }

    /// It was started.
    mutating func started(_ programs: [String: FileIdentity], at now: ContinuousClock.Instant) {
        cameUp(at: now)
        running = programs
        wantsReload = nil
    }

    /// Looks at what there is now.
    mutating func look(at sight: Sight, now: ContinuousClock.Instant) -> [Action] {
        var actions: [Action] = sight.hasFolder ? [] : [.restoreFolder]
        switch state {
        case .down(let until):
            if now >= until { actions.append(.start) }
        case .up(let since) where !sight.isRunning:
            if now - since >= settings.stableTime { failures = 0 }
            actions.append(.tell(.ended(words: sight.endWords, pause: fall(at: now))))
        case .up:
            actions += reloads(sight.programs, now)
            if now >= nextProbe {
                // Whatever comes of it: not again before its time.
                nextProbe = now + settings.probeInterval
                actions.append(.probe)
            }
        }
        return actions
    }

    /// It could not be started.
    mutating func failedToStart(_ words: String, at now: ContinuousClock.Instant) -> [Action] {
        [.tell(.ended(words: words, pause: fall(at: now)))]
    }

    /// What a probe found: nil if it answered, else why not. Every second silence in a row gets a HUP, every sixth a
    /// new start; sessions live through both.
    mutating func probed(_ fault: String?, at now: ContinuousClock.Instant) -> [Action] {
        guard case .up = state else { return [] }
        guard let fault else {
            silence = 0
            nextProbe = now + settings.probeInterval
            defer { isAnswering = true }
            return isAnswering ? [] : [.tell(.answering)]
        }
        isAnswering = false
        silence += 1
        nextProbe = now + settings.retryInterval
        var actions: [Action] = [.tell(.silent(words: fault))]
        if silence % 6 == 0 {
            actions.append(.restart)
        } else if silence % 2 == 0 {
            actions.append(.hangUp(.silent))
        }
        return actions
    }

    private mutating func cameUp(at now: ContinuousClock.Instant) {
        state = .up(since: now)
        nextProbe = now + settings.tick
        silence = 0
        isAnswering = false
        seen = nil
    }

    /// Notes an end; gives the pause before the next start.
    private mutating func fall(at now: ContinuousClock.Instant) -> Duration {
        let pause = min(settings.longestPause, settings.firstPause * (1 << min(failures, 16)))
        failures += 1
        state = .down(until: now + pause)
        isAnswering = false
        return pause
    }

    /// A HUP if one is due: asked for once it has answered, since it may not be ready for signals before; or its
    /// programs are others than those it was started from, and have stayed so for a while.
    private mutating func reloads(_ programs: [String: FileIdentity], _ now: ContinuousClock.Instant) -> [Action] {
        if seen?.programs != programs { seen = (programs, now) }
        if wantsReload == .adopted { running = programs }
        if let reason = wantsReload, isAnswering || reason == .adopted {
            wantsReload = nil
            return hangUp(reason, programs, now)
        }
        guard programs != running, let seen, now - seen.since >= settings.settleTime, !programs.isEmpty else {
            return []
        }
        return hangUp(.programsChanged, programs, now)
    }

    private mutating func hangUp(
        _ reason: SSHDReload, _ programs: [String: FileIdentity], _ now: ContinuousClock.Instant
    ) -> [Action] {
        running = programs
        nextProbe = now + settings.tick
        return [.hangUp(reason)]
    }
}
