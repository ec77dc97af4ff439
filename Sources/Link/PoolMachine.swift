import DequeModule
import NIOCore
import Settings

/// Decides for one link which session opens which stream, and when there are to be more sessions or fewer.
///
/// libssh2 opens one stream at a time per session, so n opens on one session take n round trips, where ssh pipelines
/// them into one. Further sessions buy that back; each costs the server a login (about 60 ms of a core) and a process.
///
/// With `.auto`:
/// - On a **long** link (20 ms a round trip or more) waiting for an answer is what an open costs. There the pool is
///   filled at once after the login and whenever an open comes: a burst is over in the time of one login, so growing
///   at the first burst would only help the second. With four sessions four of six opens at once are answered after
///   one round trip, as with ssh. They are kept for 10 minutes after the last need.
/// - On a **short** link a login takes longer than dozens of opens. There a session is added only when the last in the
///   queue will probably wait longer than one and a half logins take, or when every session has worked on its open for
///   so long, which is how a silent host shows. It goes after 60 s without a stream.
/// - A session that cannot be made is no fault: the pool stays as it is and tries again after 30 s, then ever later.
///
/// Opens wait here, first in, first out, not in the sessions: whichever session is free first takes the next.
struct PoolMachine {
    private struct Entry {
        var id: SessionID
        /// The open that is under way, and since when.
        var opening: (id: OpenID, since: NIODeadline)?
        /// Streams that it carried when it was last looked at.
        var streams = 0
        /// Since when it has had nothing to do.
        var idleSince: NIODeadline?
    }

    private struct Waiting {
        var id: OpenID
        var since: NIODeadline
    }

    /// How many opens wait for a lost link at most.
    static let waitingLimit = 1_024
    /// How many sessions may live on only for the streams that they have. Beyond it nothing more is made: no stream is
    /// cut for the sake of a new one.
    static let retiredLimit = 8
    static let longRoundTrip = TimeAmount.milliseconds(20)
    /// What the quickest step of a login says of the round trip: nil where the server's own work, some milliseconds a
    /// step, may make a short link look long.
    static func roundTrip(fromLogin time: TimeAmount) -> TimeAmount? {
        time < longRoundTrip || time >= .nanoseconds(2 * longRoundTrip.nanoseconds) ? time : nil
    }

    static let idleTime = TimeAmount.seconds(60)
    static let idleTimeOfLongLink = TimeAmount.minutes(10)
    /// Between two attempts to grow, if the first has failed; doubled up to 16 times.
    static let growthPause = TimeAmount.seconds(30)

    let count: SessionCount
    /// How many opens are remembered for what the next will take.
    private static let rememberedOpens = 8

    private let hold: TimeAmount
    private var active: [Entry] = []
    private var retired: [SessionID] = []
    private var waiting: Deque<Waiting> = []
    /// Sessions that are being made in the background.
    private var growing = 0
    private var growthFailures = 0
    private var growthAllowedFrom = NIODeadline.uptimeNanoseconds(0)
    private var downSince: NIODeadline?
    /// An older session lives, the next one could not be had: the next open asks again.
    private var wantsReplacement = false
    private var lastNeed = NIODeadline.uptimeNanoseconds(0)
    private var roundTrip: TimeAmount?
    /// What a login has taken at least.
    private var loginTime = TimeAmount.milliseconds(100)
    /// What the last few opens took; fewer than eight tell nothing. The shortest counts: the others waited for a busy
    /// processor, of which more sessions make no more.
    private var openTimes: Deque<TimeAmount> = []

    /// Starts without a session; `hold` is how long an open may wait while there is none.
    init(count: SessionCount, hold: TimeAmount, at now: NIODeadline) {
        self.count = count
        self.hold = hold
        downSince = now
    }

    /// Whether there is a session that opens streams.
    var isUp: Bool { !active.isEmpty }
    /// The session that asks for listeners; it is never closed for want of work.
    var first: SessionID? { active.first?.id }
    /// Sessions that open streams, oldest first.
    var activeSessions: [SessionID] { active.map(\.id) }
    /// Sessions that live on only for what they have.
    var retiredCount: Int { retired.count }
    /// Opens that no session has taken yet.
    var waitingCount: Int { waiting.count }
    private var isLong: Bool { roundTrip.map { $0 >= Self.longRoundTrip } ?? false }
    private var idleTime: TimeAmount { isLong ? Self.idleTimeOfLongLink : Self.idleTime }
    /// Waiting longer than this is worth a login. Bounded, because the first login may have waited for a person.
    private var patience: TimeAmount {
        min(max(.nanoseconds(loginTime.nanoseconds * 3 / 2), .milliseconds(50)), .seconds(1))
    }

    /// Since when the youngest of the opens that are under way is: if even that one is old, all sessions hang.
    private var newestOpening: NIODeadline? { active.compactMap(\.opening?.since).max() }

    // MARK: opens

    /// Somebody wants a stream.
    mutating func open(_ id: OpenID, at now: NIODeadline) -> [PoolAction] {
        if !isUp, waiting.count >= Self.waitingLimit { return [.refuse(id)] }
        waiting.append(Waiting(id: id, since: now))
        lastNeed = now
        return move(at: now)
    }

    /// The open that was under way on this session has its answer.
    mutating func answered(on session: SessionID, at now: NIODeadline) -> [PoolAction] {
        free(session, at: now)
        return move(at: now)
    }

    /// The session has not asked for the open, or has died over it: it goes back to the head of the queue, for the next
    /// session. This one gets no more work; `retire` or `ended` follows.
    mutating func returned(_ id: OpenID, from session: SessionID, at now: NIODeadline) -> [PoolAction] {
        let since = active.first { $0.id == session }?.opening?.since ?? now
        waiting.prepend(Waiting(id: id, since: since))
        return move(at: now)
    }

    /// There will be no session for now: forgets what waits.
    mutating func forgetWaiting() -> [OpenID] {
        defer { waiting = [] }
        return waiting.map(\.id)
    }

    // MARK: sessions

    /// A session that was made takes part from now on. `loginTime` is what making it took; `wasGrown` answers `.grow`.
    /// - Returns: `.close` for it if there are enough without it.
    mutating func adopted(_ session: SessionID, loginTime: TimeAmount, wasGrown: Bool, at now: NIODeadline)
        -> [PoolAction]
    {
        if wasGrown { growing = max(0, growing - 1) }
        guard active.count < count.maximum else { return [.close(session)] }
        if !isUp { lastNeed = now }
        self.loginTime = active.isEmpty ? loginTime : min(self.loginTime, loginTime)
        growthFailures = 0
        downSince = nil
        wantsReplacement = false
        active.append(Entry(id: session, idleSince: now))
        return move(at: now)
    }

    /// A session that was asked for in the background could not be made.
    mutating func growthFailed(at now: NIODeadline) -> [PoolAction] {
        growing = max(0, growing - 1)
        growthAllowedFrom = now + .nanoseconds(Self.growthPause.nanoseconds << min(4, growthFailures))
        growthFailures += 1
        return []
    }

    /// The session that was to take over cannot be had now: the next open asks again.
    mutating func replacementFailed() {
        wantsReplacement = !isUp
    }

    /// The server answered a ping after so long. The shortest counts: others have waited behind bytes.
    mutating func measured(roundTrip time: TimeAmount, at now: NIODeadline) -> [PoolAction] {
        roundTrip = min(time, roundTrip ?? time)
        return move(at: now)
    }

    /// The session opens nothing more; its streams live on.
    mutating func retire(_ session: SessionID, at now: NIODeadline) -> [PoolAction] {
        guard let index = active.firstIndex(where: { $0.id == session }) else { return move(at: now) }
        active.remove(at: index)
        retired.append(session)
        guard active.isEmpty else { return move(at: now) }
        downSince = now
        guard retired.count <= Self.retiredLimit else {
            wantsReplacement = true
            return []
        }
        return [.replace]
    }

    /// The session is over.
    mutating func ended(_ session: SessionID, at now: NIODeadline) -> [PoolAction] {
        if let index = retired.firstIndex(of: session) {
            retired.remove(at: index)
            return move(at: now)
        }
        guard let index = active.firstIndex(where: { $0.id == session }) else { return [] }
        active.remove(at: index)
        guard active.isEmpty else { return move(at: now) }
        downSince = now
        return [.lose]
    }

    // MARK: time

    /// Looks at what has waited or idled too long. `streams` tells how many a session carries.
    mutating func timePassed(at now: NIODeadline, streams: (SessionID) -> Int) -> [PoolAction] {
        var actions: [PoolAction] = []
        if let downSince {
            while let head = waiting.first, max(head.since, downSince) + hold <= now {
                waiting.removeFirst()
                actions.append(.expire(head.id))
            }
        }
        countStreams(at: now, streams)
        if count == .auto {
            for entry in active.dropFirst() {
                guard entry.opening == nil, let since = entry.idleSince else { continue }
                if since + idleTime <= now, lastNeed + (isLong ? idleTime : .zero) <= now {
                    actions.append(.close(entry.id))
                }
            }
            active.removeAll { actions.contains(.close($0.id)) }
        }
        return actions + move(at: now)
    }

    /// Brings the counts of streams up to date, by which sessions are chosen.
    mutating func countStreams(at now: NIODeadline, _ streams: (SessionID) -> Int) {
        for index in active.indices {
            active[index].streams = streams(active[index].id)
            if active[index].streams > 0 {
                active[index].idleSince = nil
            } else if active[index].idleSince == nil {
                active[index].idleSince = now
            }
        }
    }

    /// When `timePassed` is due; nil: nothing waits for time.
    func nextLook(at now: NIODeadline) -> NIODeadline? {
        var times: [NIODeadline] = []
        if let head = waiting.first {
            if let downSince { times.append(max(head.since, downSince) + hold) }
            if isUp, count == .auto, growing == 0, active.count < count.maximum, retired.count <= Self.retiredLimit {
                times.append(max((newestOpening ?? now) + patience, growthAllowedFrom))
            }
        }
        if case .fixed(let wanted) = count, isUp, active.count + growing < wanted, retired.count <= Self.retiredLimit {
            times.append(growthAllowedFrom)
        }
        if count == .auto, active.count > 1 {
            for entry in active.dropFirst() {
                let due = (entry.idleSince ?? now) + idleTime
                times.append(isLong ? max(due, lastNeed + idleTime) : due)
            }
        }
        return times.min().map { max($0, now + .milliseconds(1)) }
    }

    // MARK: what follows from all that

    /// Gives the free sessions work, and grows if that is worth it.
    private mutating func move(at now: NIODeadline) -> [PoolAction] {
        var actions: [PoolAction] = []
        while !waiting.isEmpty, let index = freest() {
            let open = waiting.removeFirst()
            active[index].opening = (open.id, now)
            active[index].idleSince = nil
            actions.append(.start(open.id, on: active[index].id))
        }
        if wantsReplacement, !isUp, !waiting.isEmpty, retired.count <= Self.retiredLimit {
            wantsReplacement = false
            actions.append(.replace)
        }
        let missing = wantedSessions(at: now) - active.count - growing
        if missing > 0 {
            growing += missing
            actions += Array(repeating: .grow, count: missing)
        }
        return actions
    }

    /// The session without an open under way that carries the fewest streams; of equals the oldest, so that the
    /// younger ones can go.
    private func freest() -> Int? {
        active.indices.filter { active[$0].opening == nil }.min { active[$0].streams < active[$1].streams }
    }

    /// How many sessions there should be now.
    private func wantedSessions(at now: NIODeadline) -> Int {
        guard isUp, now >= growthAllowedFrom, retired.count <= Self.retiredLimit else { return 0 }
        switch count {
        case .fixed(let wanted): return wanted
        case .auto where isLong: return lastNeed + idleTime > now ? count.maximum : 0
        case .auto:
            guard growing == 0, !waiting.isEmpty else { return 0 }
            let openTime = openTimes.count < Self.rememberedOpens ? .zero : openTimes.min() ?? .zero
            let lastWaits = openTime.nanoseconds * Int64(waiting.count) / Int64(active.count)
            let isWorthIt = lastWaits > patience.nanoseconds || (newestOpening.map { now - $0 >= patience } ?? false)
            return isWorthIt ? min(active.count + 1, count.maximum) : 0
        }
    }

    private mutating func free(_ session: SessionID, at answered: NIODeadline) {
        guard let index = active.firstIndex(where: { $0.id == session }), let opening = active[index].opening else {
            return
        }
        active[index].opening = nil
        openTimes.append(answered - opening.since)
        if openTimes.count > Self.rememberedOpens { openTimes.removeFirst() }
    }
}
