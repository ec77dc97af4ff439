import NIOCore
import SSHTransport
import Settings
import TunnelModel

/// The sessions of one link, the opens that they serve and the listeners that they hold. Confined to the link's event
/// loop: `PoolMachine` decides, this acts.
final class SessionPool {
    /// An open that has no answer yet.
    private struct Open {
        var target: Endpoint
        var originator: Endpoint
        var promise: EventLoopPromise<SSHStream>
        /// A session has died over it once; it is not to bring down a second one after another.
        var hasFailedOnce = false
    }

    private let loop: any EventLoop
    private let settings: LinkSettings
    private let report: @Sendable (LinkEvent) -> Void
    private let onNeed: (LinkNeed) -> Void
    private let listeners: RemoteListeners
    private var machine: PoolMachine
    /// Every session that is alive, retired ones too.
    private var connections: [SessionID: SSHConnection] = [:]
    private var opens: [OpenID: Open] = [:]
    private var lastSession = 0
    private var lastOpen: UInt64 = 0
    private var hasBeenUp = false
    private var alarm: (task: Scheduled<Void>, time: NIODeadline)?
    /// What keeps the link down.
    private var reason: LinkError?
    private var fate: (any Error)?

    /// Starts without a session; `onNeed` is told when one is to be made.
    init(
        loop: any EventLoop, settings: LinkSettings, report: @escaping @Sendable (LinkEvent) -> Void,
        onNeed: @escaping (LinkNeed) -> Void
    ) {
        self.loop = loop
        self.settings = settings
        self.report = report
        self.onNeed = onNeed
        listeners = RemoteListeners(loop: loop, retries: settings.reconnects, report: report)
        machine = PoolMachine(count: settings.sessions, hold: settings.connectionHold, at: .now())
    }

    /// Whether a session opens streams.
    var isUp: Bool { machine.isUp }
    /// Whether any session carries streams yet, if only old ones.
    var isAlive: Bool { !connections.isEmpty }

    // MARK: sessions

    /// Gives work to this session from now on; `loginTime` is what making it took, `wasGrown`: it was a further one.
    func adopt(_ connection: SSHConnection, loginTime: TimeAmount, wasGrown: Bool) {
        guard fate == nil else { return connection.closeNow() }
        lastSession += 1
        let id = SessionID(number: lastSession)
        connections[id] = connection
        connection.setRetirementAction { self.retire(id) }
        connection.ended.assumeIsolated().whenSuccess { error in self.ended(id, error) }
        let wasUp = machine.isUp
        let actions = machine.adopted(id, loginTime: loginTime, wasGrown: wasGrown, at: .now())
        guard !actions.contains(.close(id)) else { return connection.closeNow() }
        keepAlive(connection)
        if wasUp {
            report(.sessionAdded(count: machine.activeSessions.count))
        } else {
            report(.up(isAgain: hasBeenUp))
            hasBeenUp = true
            reason = nil
        }
        // Before the first open: libssh2 takes one request after the other.
        useFirstForListeners()
        perform(actions)
        guard settings.sessions == .auto else { return }
        // What the login tells for certain costs no ping, and none of the round trips that it would take.
        if let time = connection.roundTrip, let certain = PoolMachine.roundTrip(fromLogin: time) {
            perform(machine.measured(roundTrip: certain, at: .now()))
        } else {
            measure(id, connection, isFirst: true)
        }
    }

    /// A further session cannot be had.
    func growthFailed(_ words: String) {
        report(.sessionNotAdded(words))
        perform(machine.growthFailed(at: .now()))
    }

    /// The link, or the session that takes over, cannot be had for now: what opens are told whose time runs out.
    func stayDown(_ error: LinkError) {
        reason = error
    }

    /// The session that takes over cannot be had, and nobody tries until the next open: fails the opens that wait.
    func giveUpReplacement(_ error: LinkError) {
        reason = error
        for id in machine.forgetWaiting() { fail(id) }
        machine.replacementFailed()
    }

    /// There will be no session any more: says good-bye on those that are alive, and fails what waits.
    func end(with error: any Error) {
        guard fate == nil else { return }
        fate = Self.openError(error)
        alarm?.task.cancel()
        listeners.end(with: fate ?? error)
        for id in machine.forgetWaiting() { fail(id) }
        for connection in connections.values { connection.closeNow() }
    }

    private func retire(_ id: SessionID) {
        guard fate == nil else { return }
        report(.retired)
        perform(machine.retire(id, at: .now()))
        useFirstForListeners()
    }

    private func ended(_ id: SessionID, _ error: SSHError?) {
        connections[id] = nil
        guard fate == nil else { return }
        let wasActive = machine.activeSessions.contains(id)
        let actions = machine.ended(id, at: .now())
        if wasActive, machine.isUp { report(.sessionRemoved(count: machine.activeSessions.count)) }
        if actions.contains(.lose) { onNeed(.link(after: error)) }
        if let error, !machine.isUp { reason = .session(error, isLoggedIn: true) }
        useFirstForListeners()
        listeners.ended(id)
        perform(actions)
    }

    private func useFirstForListeners() {
        listeners.use(machine.first.flatMap { id in connections[id].map { (id, $0) } })
    }

    /// Pings at the interval; a ping that misses its deadline ends the session by itself.
    private func keepAlive(_ connection: SSHConnection) {
        guard let interval = settings.aliveInterval else { return }
        let task = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            connection.ping().whenFailure { _ in }
        }
        connection.ended.whenComplete { _ in task.cancel() }
    }

    /// Measures the round trip; the first ping may have waited for the stream that it goes over, so a long one is
    /// measured again.
    private func measure(_ id: SessionID, _ connection: SSHConnection, isFirst: Bool) {
        connection.ping().assumeIsolated().whenSuccess { time in
            guard self.fate == nil else { return }
            if isFirst, time >= PoolMachine.longRoundTrip { return self.measure(id, connection, isFirst: false) }
            self.perform(self.machine.measured(roundTrip: time, at: .now()))
        }
    }

    // MARK: listeners

    func listen(_ request: RemoteListen, _ acceptor: @escaping @Sendable (SSHStream) -> Void) -> RemoteListening {
        let listening = listeners.add(request, acceptor)
        if let fate { listeners.end(with: fate) }
        return listening
    }

    func cancelListen(_ id: RemoteListenID) {
        listeners.cancel(id)
    }

    // MARK: opens

    func open(to target: Endpoint, from originator: Endpoint) -> EventLoopFuture<SSHStream> {
        let promise = loop.makePromise(of: SSHStream.self)
        if let fate {
            promise.fail(fate)
            return promise.futureResult
        }
        lastOpen += 1
        let id = OpenID(number: lastOpen)
        opens[id] = Open(target: target, originator: originator, promise: promise)
        countStreams()
        perform(machine.open(id, at: .now()))
        return promise.futureResult
    }

    private func start(_ id: OpenID, on session: SessionID) {
        guard let open = opens[id], let connection = connections[session] else { return }
        let future = connection.openDirectTCPIP(to: open.target, from: open.originator, window: settings.window)
        future.assumeIsolated().whenComplete { result in self.finish(id, on: session, result) }
    }

    /// An open that its session could not ask for goes to the next one; so does, once, what a session has died over.
    private func finish(_ id: OpenID, on session: SessionID, _ result: Result<SSHStream, any Error>) {
        if case .failure(let error as SSHError) = result, error.scope == .session, fate == nil,
            opens[id]?.hasFailedOnce == false
        {
            if error.code != .sessionRetired { opens[id]?.hasFailedOnce = true }
            return perform(machine.returned(id, from: session, at: .now()))
        }
        let open = opens.removeValue(forKey: id)
        // The next one first: the server can already work on it.
        if fate == nil {
            countStreams()
            perform(machine.answered(on: session, at: .now()))
        }
        open?.promise.completeWith(result)
    }

    private func fail(_ id: OpenID, _ words: String? = nil) {
        let error = fate ?? reason?.openError() ?? Self.unreachable(words ?? "the link is not up yet")
        opens.removeValue(forKey: id)?.promise.fail(error)
    }

    private func countStreams() {
        guard machine.activeSessions.count > 1 else { return }
        machine.countStreams(at: .now()) { self.connections[$0]?.streamCount ?? 0 }
    }

    // MARK: what the machine wants

    private func perform(_ actions: [PoolAction]) {
        for action in actions {
            switch action {
            case .start(let id, let session): start(id, on: session)
            case .expire(let id): fail(id)
            case .refuse(let id):
                opens.removeValue(forKey: id)?.promise.fail(
                    Self.unreachable("\(PoolMachine.waitingLimit) connections wait for the link already"))
            case .grow: onNeed(.further)
            case .replace: onNeed(.replacement)
            case .close(let session):
                connections[session]?.closeNow()
                report(.sessionRemoved(count: machine.activeSessions.count))
            case .lose: continue
            }
        }
        setAlarm()
    }

    private func setAlarm() {
        let now = NIODeadline.now()
        guard fate == nil, let time = machine.nextLook(at: now) else { return }
        if let alarm, alarm.time <= time { return }
        alarm?.task.cancel()
        let task = loop.assumeIsolated().scheduleTask(deadline: time) { [weak self] in
            guard let self, self.fate == nil else { return }
            self.alarm = nil
            self.perform(self.machine.timePassed(at: .now()) { self.connections[$0]?.streamCount ?? 0 })
        }
        alarm = (task, time)
    }

    private static func unreachable(_ words: String) -> SSHError {
        SSHError(code: .unreachable, operation: .open, scope: .stream, detail: words)
    }

    /// What opens are told when the link has ended for good.
    private static func openError(_ error: any Error) -> SSHError {
        switch error {
        case let error as SSHError: error
        case LinkError.session(let error, _): error
        case let error as LinkError: error.openError()
        default: SSHError(code: .cancelled, operation: .open, scope: .session, detail: "the link has been ended")
        }
    }
}
