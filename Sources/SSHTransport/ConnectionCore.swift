import NIOCore
import SSHEngine
import TunnelModel

/// Drives one engine on one event loop: commands in, outputs acted on, deadlines kept.
///
/// Not Sendable: everything happens on `loop`. Each promise made here is completed by an output or by the engine's end.
final class ConnectionCore {
    let loop: any EventLoop
    /// Completed at the session's end; nil: we closed it.
    let ended: EventLoopPromise<SSHError?>
    /// Called once, when an open went unanswered and this session opens nothing more.
    var onRetired: (() -> Void)?
    /// What ended the carrier, if that was more than the other side's closing it.
    var carrierFault: SSHError?

    private let engine: Engine
    private var carrier: (any Carrier)?
    private var identity: EventLoopPromise<SSHServerIdentity>?
    private var login: EventLoopPromise<SSHLoginStep>?
    private var hasStarted = false
    private var hasHostKey = false
    private var isHostKeyAccepted = false
    private var isSignatureWanted = false
    private var isLoggedIn = false
    private var opens: [StreamID: EventLoopPromise<SSHStream>] = [:]
    private var handlers: [StreamID: any SSHStreamHandler] = [:]
    private var listens: [ListenerID: EventLoopPromise<SSHListener>] = [:]
    private var acceptors: [ListenerID: (SSHStream) -> Void] = [:]
    private var pings: [EventLoopPromise<TimeAmount>] = []
    private var end: SSHError??
    private var isDraining = false
    private var alarm: Scheduled<Void>?
    private var alarmTime: NIODeadline?

    init(loop: any EventLoop, configuration: SSHConfiguration) throws(SSHError) {
        self.loop = loop
        engine = try Engine(configuration: configuration.engine)
        ended = loop.makePromise()
    }

    var cipher: String { engine.cipher }
    var streamCount: Int { engine.streamCount }
    var memoryInUse: Int { engine.memoryInUse }
    var roundTrip: TimeAmount? { engine.roundTrip }

    func attach(_ carrier: any Carrier) {
        self.carrier = carrier
    }

    /// The only place that touches the engine: one command, then everything that follows from it. Commands that an
    /// output causes come in here again and are performed at once; their outputs join the queue.
    func run(_ command: EngineCommand) {
        loop.preconditionInEventLoop()
        engine.perform(command, at: .now())
        guard !isDraining else { return }
        isDraining = true
        while let output = engine.next() { act(on: output) }
        isDraining = false
        setAlarm()
    }

    // MARK: what the public types ask for

    func exchangeKeys() -> EventLoopFuture<SSHServerIdentity> {
        let promise = loop.makePromise(of: SSHServerIdentity.self)
        guard !hasStarted, end == nil else { return refuse(promise, .exchangeKeys) }
        hasStarted = true
        identity = promise
        run(.start)
        return promise.futureResult
    }

    func acceptHostKey() {
        // Before there is a key there is nothing to accept.
        isHostKeyAccepted = hasHostKey
        run(.acceptHostKey)
    }

    /// Takes one login step; refused while another is under way, or before the host key has been accepted.
    func step(_ command: EngineCommand) -> EventLoopFuture<SSHLoginStep> {
        let promise = loop.makePromise(of: SSHLoginStep.self)
        let isSignature = if case .sign = command { true } else { false }
        guard login == nil, end == nil, isHostKeyAccepted, isSignature == isSignatureWanted else {
            return refuse(promise, .authenticate)
        }
        isSignatureWanted = false
        login = promise
        run(command)
        return promise.futureResult
    }

    func open(_ request: StreamRequest) -> EventLoopFuture<SSHStream> {
        let promise = loop.makePromise(of: SSHStream.self)
        let id = engine.makeStreamID()
        opens[id] = promise
        run(.open(id, request))
        return promise.futureResult
    }

    func listen(host: String, port: UInt16, _ acceptor: @escaping (SSHStream) -> Void) -> EventLoopFuture<SSHListener> {
        let promise = loop.makePromise(of: SSHListener.self)
        let id = engine.makeListenerID()
        listens[id] = promise
        acceptors[id] = acceptor
        run(.listen(id, host: host, port: port))
        return promise.futureResult
    }

    func stopListening(_ id: ListenerID) {
        acceptors[id] = nil
        run(.stopListening(id))
    }

    func ping() -> EventLoopFuture<TimeAmount> {
        let promise = loop.makePromise(of: TimeAmount.self)
        guard end == nil, isLoggedIn else { return refuse(promise, .ping) }
        pings.append(promise)
        run(.ping)
        return promise.futureResult
    }

    func setHandler(_ handler: any SSHStreamHandler, for id: StreamID) {
        handlers[id] = handler
    }

    func closeAfterWriting(_ id: StreamID) {
        handlers[id] = nil
        run(.closeAfterWriting(id))
    }

    func reset(_ id: StreamID) {
        handlers[id] = nil
        run(.reset(id))
    }

    // MARK: outputs

    private func act(on output: EngineOutput) {
        switch output {
        case .send(let bytes, let urgency): carrier?.send(bytes, urgency)
        case .wantsInput(let wants): carrier?.setReading(wants)
        case .hostKeyReceived(let key, let software):
            finishKeyExchange(SSHServerIdentity(hostKey: key, software: software))
        case .methodsReceived(let methods): finishStep(.methods(methods))
        case .signatureWanted(let data):
            isSignatureWanted = true
            finishStep(.signatureWanted(data))
        case .offerRejected: finishStep(.rejected)
        case .authenticated:
            isLoggedIn = true
            finishStep(.authenticated)
        case .opened(let id): opens.removeValue(forKey: id)?.succeed(stream(id))
        case .openFailed(let id, let error): opens.removeValue(forKey: id)?.fail(error)
        case .accepted(let id, let listener): accept(id, on: listener)
        case .data(let id, let bytes): handlers[id]?.streamReceived(bytes)
        case .errorData(let id, let bytes): handlers[id]?.streamReceivedErrorData(bytes)
        case .ended(let id): handlers[id]?.streamEnded()
        case .exited(let id, let status): handlers[id]?.streamExited(status: status)
        case .closed(let id, let error): handlers.removeValue(forKey: id)?.streamClosed(error)
        case .writable(let id, let writable): handlers[id]?.streamWritabilityChanged(writable)
        case .listening(let id, let port): finishListen(id, port)
        case .listenFailed(let id, let error):
            acceptors[id] = nil
            listens.removeValue(forKey: id)?.fail(error)
        case .pong(let time): finishPings(time)
        case .retired: onRetired?()
        case .dead(let error): finish(error)
        }
    }

    private func stream(_ id: StreamID) -> SSHStream {
        SSHStream(id: id, core: NIOLoopBound(self, eventLoop: loop), eventLoop: loop)
    }

    private func finishKeyExchange(_ server: SSHServerIdentity) {
        hasHostKey = true
        let promise = identity
        identity = nil
        promise?.succeed(server)
    }

    private func finishStep(_ step: SSHLoginStep) {
        let promise = login
        login = nil
        promise?.succeed(step)
    }

    private func accept(_ id: StreamID, on listener: ListenerID) {
        guard let acceptor = acceptors[listener] else { return run(.reset(id)) }
        acceptor(stream(id))
    }

    private func finishListen(_ id: ListenerID, _ port: UInt16) {
        let core = NIOLoopBound(self, eventLoop: loop)
        listens.removeValue(forKey: id)?.succeed(SSHListener(id: id, core: core, eventLoop: loop, port: port))
    }

    private func finishPings(_ time: TimeAmount) {
        let waiting = pings
        pings = []
        for promise in waiting { promise.succeed(time) }
    }

    private func finish(_ cause: SSHError?) {
        let error = cause.map { carrierFault ?? $0 }
        end = .some(error)
        let reason =
            error ?? SSHError(code: .cancelled, operation: .close, scope: .session, detail: "the connection was closed")
        identity?.fail(reason)
        login?.fail(reason)
        login = nil
        for promise in pings { promise.fail(reason) }
        pings = []
        acceptors = [:]
        alarm?.cancel()
        carrier?.close()
        carrier = nil
        ended.succeed(error)
    }

    private func refuse<Value>(_ promise: EventLoopPromise<Value>, _ operation: SSHError.Operation)
        -> EventLoopFuture<Value>
    {
        if case .some(.some(let error)) = end {
            promise.fail(error)
        } else {
            let detail = end == nil ? "this step is not due now" : "the connection was closed"
            promise.fail(SSHError(code: .cancelled, operation: operation, scope: .session, detail: detail))
        }
        return promise.futureResult
    }

    // MARK: deadlines

    /// Keeps one alarm at or before the engine's next deadline; one that rings early only looks and is set again.
    private func setAlarm() {
        guard end == nil, let deadline = engine.nextDeadline else { return }
        if let alarmTime, alarmTime <= deadline { return }
        alarm?.cancel()
        alarmTime = deadline
        alarm = loop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in
            self?.alarmTime = nil
            self?.run(.timePassed)
        }
    }
}
