import NIOCore
import SSHTransport
import TunnelModel

/// The remote listeners of one link. Confined to the link's event loop.
final class RemoteListeners {
    /// One listener that is wanted.
    private struct Entry {
        var request: RemoteListen
        var machine: ListenMachine
        var acceptor: @Sendable (SSHStream) -> Void
        /// Completed by the first answer.
        var first: EventLoopPromise<UInt16>?
        var listener: SSHListener?
        var alarm: Scheduled<Void>?
    }

    private let loop: any EventLoop
    private let retries: Bool
    private let report: @Sendable (LinkEvent) -> Void
    private var entries: [RemoteListenID: Entry] = [:]
    private var lastNumber = 0
    private var session: (id: SessionID, connection: SSHConnection)?

    init(loop: any EventLoop, retries: Bool, report: @escaping @Sendable (LinkEvent) -> Void) {
        self.loop = loop
        self.retries = retries
        self.report = report
    }

    func add(_ request: RemoteListen, _ acceptor: @escaping @Sendable (SSHStream) -> Void) -> RemoteListening {
        lastNumber += 1
        let id = RemoteListenID(number: lastNumber)
        let first = loop.makePromise(of: UInt16.self)
        let machine = ListenMachine(port: request.port, retries: retries)
        entries[id] = Entry(request: request, machine: machine, acceptor: acceptor, first: first)
        ask(id)
        return RemoteListening(id: id, firstOutcome: first.futureResult)
    }

    func cancel(_ id: RemoteListenID) {
        guard let entry = entries.removeValue(forKey: id) else { return }
        entry.alarm?.cancel()
        entry.listener?.stop()
        entry.first?.fail(Self.cancelled)
    }

    /// This session is asked from now on; nil: there is none.
    func use(_ session: (id: SessionID, connection: SSHConnection)?) {
        guard self.session?.id != session?.id else { return }
        self.session = session
        askAll()
    }

    /// A session is over, and its listeners with it.
    func ended(_ session: SessionID) {
        for id in entries.keys { entries[id]?.machine.ended(session) }
        askAll()
    }

    /// There will be no session any more.
    func end(with error: any Error) {
        session = nil
        let all = entries.values
        entries = [:]
        for entry in all {
            entry.alarm?.cancel()
            entry.first?.fail(error)
        }
    }

    private func askAll() {
        for id in entries.keys.sorted(by: { $0.number < $1.number }) { ask(id) }
    }

    private func ask(_ id: RemoteListenID) {
        guard let session, let action = entries[id]?.machine.session(session.id) else { return }
        entries[id]?.alarm?.cancel()
        act(action, on: id)
    }

    private func act(_ action: ListenMachine.Action, on id: RemoteListenID) {
        guard let entry = entries[id] else { return }
        switch action {
        case .wait(let time):
            entries[id]?.alarm = loop.assumeIsolated().scheduleTask(in: time) { [weak self] in self?.ask(id) }
        case .ask(let asked, let port):
            guard let session, session.id == asked else { return }
            session.connection.listen(host: entry.request.host, port: port, acceptor: entry.acceptor)
                .assumeIsolated().whenComplete { result in self.finish(id, on: asked, result) }
        }
    }

    private func finish(_ id: RemoteListenID, on session: SessionID, _ result: Result<SSHListener, any Error>) {
        guard var entry = entries[id] else {
            // Cancelled while the server was being asked.
            if case .success(let listener) = result { listener.stop() }
            return
        }
        var next: ListenMachine.Action?
        switch result {
        case .success(let listener):
            entry.machine.granted(listener.port, by: session)
            entry.listener = listener
            report(.listening(entry.request, port: listener.port))
            entry.first?.succeed(listener.port)
            entry.first = nil
        case .failure(let error as SSHError) where error.scope == .session:
            // The next session is asked; if there is none yet, as soon as it comes.
            entry.machine.ended(session)
            entries[id] = entry
            if self.session?.id != session { ask(id) }
            return
        case .failure(let error):
            let wasRefused = entry.machine.isRefused
            next = entry.machine.refused(by: session, at: .now())
            if case .ask? = next { break }
            let words = (error as? SSHError).map { $0.detail.isEmpty ? $0.description : $0.detail } ?? "\(error)"
            report(.listenRefused(entry.request, words: words, isRepeated: wasRefused))
            entry.first?.fail(error)
            entry.first = nil
        }
        entries[id] = entry
        if let next { act(next, on: id) }
    }

    private static var cancelled: SSHError {
        SSHError(code: .cancelled, operation: .listen, scope: .stream, detail: "it is wanted no more")
    }
}
