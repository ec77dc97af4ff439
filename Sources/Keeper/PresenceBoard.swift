package import TunnelModel

/// Which devices are there, and since when; says when one has been gone for too long, and when it comes back.
///
/// Pure: the time comes in. A device is there from its hello until the last session of it has ended.
package struct PresenceBoard: Sendable {
    /// What the world is to hear of.
    package enum Change: Sendable, Hashable {
        /// It has been gone for the grace, since then.
        case dark(Int64, since: UTCTime)
        /// It is there again after it was dark.
        case back(Int64)
    }

    private enum State {
        case present(since: UTCTime)
        case gone(since: UTCTime)
        case dark
    }

    private let grace: TimeSpan
    private var states: [Int64: State] = [:]

    /// A board on which nobody is there. `grace` is how long a device may be gone before it counts as dark.
    package init(grace: TimeSpan) {
        self.grace = grace
    }

    /// Since when a device, by its number, is there; nil if it is not.
    package func onlineSince(_ device: Int64) -> UTCTime? {
        if case .present(let since) = states[device] { since } else { nil }
    }

    /// How many are there.
    package var onlineCount: Int {
        states.values.count { if case .present = $0 { true } else { false } }
    }

    /// It has said hello.
    package mutating func appeared(_ device: Int64, at now: UTCTime) -> Change? {
        let before = states[device]
        if case .present = before { return nil }
        states[device] = .present(since: now)
        if case .dark = before { return .back(device) }
        return nil
    }

    /// Its last session has ended.
    package mutating func vanished(_ device: Int64, at now: UTCTime) {
        if case .present = states[device] { states[device] = .gone(since: now) }
    }

    /// It was there when the last keeper ended, and has not come back yet.
    package mutating func expect(_ device: Int64, since: UTCTime) {
        if states[device] == nil { states[device] = .gone(since: since) }
    }

    /// It is not waited for any more: revoked.
    package mutating func forget(_ device: Int64) {
        states[device] = nil
    }

    /// Who has been gone for the grace by now.
    package mutating func becomeDark(at now: UTCTime) -> [Change] {
        var changes: [Change] = []
        for (device, state) in states {
            guard case .gone(let since) = state, now - since >= Int64(grace.seconds) else { continue }
            states[device] = .dark
            changes.append(.dark(device, since: since))
        }
        return changes
    }
}
