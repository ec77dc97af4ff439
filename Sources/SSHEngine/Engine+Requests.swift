import NIOCore
import TunnelModel

/// Opens and listens: one at a time, each with a deadline.
extension Engine {
    func open(_ id: StreamID, _ request: StreamRequest) {
        guard !isRetired else { return put(.openFailed(id, Self.retirement)) }
        requests.append(.open(id, request))
        pump()
    }

    func listen(_ id: ListenerID, _ host: String, _ port: UInt16) {
        guard !isRetired else { return put(.listenFailed(id, Self.retirement)) }
        requests.append(.listen(id, host: host, port: port))
        pump()
    }

    /// An open that the server refuses at once: a sign of life, and a call that reads input, where nothing else is open.
    func askProbe() {
        guard !isRetired else { return }
        requests.append(.open(makeStreamID(), StreamRequest(.probe, window: ReceiveWindow.initial)))
    }

    /// Moves the head of the queue as far as it goes; true if a request was answered.
    func stepRequests() throws(SSHError) -> Bool {
        var answered = false
        while !isRetired, let head = requests.head {
            requests.begin(until: now + configuration.requestDeadline)
            let isDone =
                switch head {
                case .open(let id, let request): try stepOpen(id, request)
                case .listen(let id, let host, let port): try stepListen(id, host, port)
                }
            guard isDone else {
                if answered, session.transport.outbound.readableBytes > 0 { hasPressingOutput = true }
                break
            }
            requests.finishHead()
            answered = true
            // Not before: the first open is the user's. Not later: a session that is retired opens nothing more.
            if requests.isEmpty { openControl() }
        }
        return answered
    }

    /// The open at the head has had its time: libssh2 cannot take it back, and whoever opened next would get its
    /// connection. So this session never opens again; its streams live on.
    func retire() {
        guard case .open(let id, let request)? = requests.head else { return }
        if !requests.isAbandoned, request.kind != .control, request.kind != .probe {
            let detail =
                "the server did not answer within \(configuration.requestDeadline.nanoseconds / 1_000_000_000) s"
            put(.openFailed(id, SSHError(code: .timedOut, operation: .open, scope: .stream, detail: detail)))
        }
        if requests.stage == .starting { freeing.append(id) }
        if request.kind == .control { control = nil }
        requests.finishHead()
        isRetired = true
        put(.retired)
        failRequests(Self.retirement)
    }

    /// Tells everybody in the queue that nothing will come of it.
    func failRequests(_ error: SSHError) {
        for request in requests.removeAll() {
            switch request {
            case .open(let id, let request):
                if request.kind != .control, request.kind != .probe { put(.openFailed(id, error)) }
            case .listen(let id, _, _):
                put(.listenFailed(id, error))
            }
        }
    }

    static var retirement: SSHError {
        SSHError(code: .sessionRetired, operation: .open, scope: .session, detail: "an earlier open went unanswered")
    }

    private func stepOpen(_ id: StreamID, _ request: StreamRequest) throws(SSHError) -> Bool {
        if requests.stage == .starting { return try stepExec(id, request) }
        do throws(SSHError) {
            let progress = try session.open(
                id, kind: request.channelType, window: ReceiveWindow.initial, message: request.message)
            guard case .done = progress else { return false }
            noteRoundTrip()
        } catch {
            guard error.scope == .stream else { throw error }
            noteRefusedOpen(id, request, error)
            return true
        }
        guard case .exec = request.kind else {
            admit(id, request)
            return true
        }
        requests.startProgram()
        return try stepExec(id, request)
    }

    /// The open at the head has just been answered.
    private func noteRoundTrip() {
        guard let deadline = requests.deadline else { return }
        let time = configuration.requestDeadline - (deadline - now)
        roundTrip = min(time, roundTrip ?? time)
    }

    private func stepExec(_ id: StreamID, _ request: StreamRequest) throws(SSHError) -> Bool {
        guard case .exec(let command) = request.kind else { return true }
        // libssh2 takes the answer to a request on another stream for a fault: never two of them at a time.
        if case .asked = ping { return false }
        do throws(SSHError) {
            guard case .done = try session.exec(command, on: id) else { return false }
        } catch {
            guard error.scope == .stream else { throw error }
            freeing.append(id)
            noteRefusedOpen(id, request, error)
            return true
        }
        admit(id, request)
        return true
    }

    /// An open succeeded: the stream joins the others, or is closed again if nobody wants it any more.
    private func admit(_ id: StreamID, _ request: StreamRequest) {
        switch request.kind {
        case .probe:
            freeing.append(id)
            probeAnswered()
            return
        case .directTCPIP, .exec, .control:
            guard !requests.isAbandoned else {
                freeing.append(id)
                return
            }
        }
        let start = ReceiveWindow.firstCeiling(beside: ring.count)
        let window = ReceiveWindow(target: request.window, initial: ReceiveWindow.initial, start: start)
        let isExec = if case .exec = request.kind { true } else { false }
        let record = StreamRecord(id: id, window: window, isExec: isExec)
        record.stalledSince = now
        streams[id] = record
        guard request.kind != .control else { return }
        ring.append(record)
        put(.opened(id))
    }

    private func noteRefusedOpen(_ id: StreamID, _ request: StreamRequest, _ error: SSHError) {
        switch request.kind {
        case .control:
            control = nil
            isControlRefused = true
            if ping != .idle, pingStream == nil { askProbe() }
        case .probe:
            probeAnswered()
        case .directTCPIP, .exec:
            if !requests.isAbandoned { put(.openFailed(id, error)) }
        }
    }

    private func stepListen(_ id: ListenerID, _ host: String, _ port: UInt16) throws(SSHError) -> Bool {
        do throws(SSHError) {
            guard case .done(let bound) = try session.listen(id, host: host, port: port) else { return false }
            guard !requests.isAbandoned else {
                cancelling.append(id)
                return true
            }
            listeners.append(id)
            put(.listening(id, port: bound == 0 ? port : bound))
        } catch {
            guard error.scope == .stream else { throw error }
            if !requests.isAbandoned { put(.listenFailed(id, error)) }
        }
        return true
    }
}
