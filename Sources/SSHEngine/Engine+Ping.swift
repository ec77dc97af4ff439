import NIOCore
import TunnelModel

/// Signs of life, and every other deadline.
extension Engine {
    func startPing() {
        guard phase == .ready, ping == .idle else { return }
        ping = .wanted(since: now, until: now + configuration.pingDeadline)
        makePingable()
        pump()
    }

    /// Sees to it that a ping has a stream to go over, or is answered by a refused open.
    private func makePingable() {
        if !isControlRefused { return openControl() }
        if pingStream == nil { askProbe() }
    }

    /// Opens the engine's own stream, unless it is there or on its way.
    func openControl() {
        guard control == nil, !isControlRefused, !isRetired else { return }
        let id = makeStreamID()
        control = id
        requests.append(.open(id, StreamRequest(.control, window: ReceiveWindow.initial)))
    }

    /// Where to ask: on the engine's own stream; if the server allows none, on any other that is still whole.
    var pingStream: StreamID? {
        if let control { return streams[control]?.id }
        return ring.first { !$0.hasReceivedEOF }?.id
    }

    /// Asks on a stream; where the server allows no session, a refused open is the answer. True if it came.
    func stepPing() throws(SSHError) -> Bool {
        if case .asked(let id, let since, let until) = ping, streams[id] == nil {
            ping = .wanted(since: since, until: until)
            makePingable()
        }
        if case .wanted(let since, let until) = ping, requests.stage != .starting, let id = pingStream {
            ping = .asked(id, since: since, until: until)
        }
        guard case .asked(let id, let since, _) = ping, case .done = try session.ping(on: id) else { return false }
        ping = .idle
        put(.pong(now - since))
        return true
    }

    /// The server has answered a probe.
    func probeAnswered() {
        guard let since = ping.since, isControlRefused else { return }
        ping = .idle
        put(.pong(now - since))
    }

    func checkDeadlines() {
        if let loginDeadline, loginDeadline <= now {
            let detail =
                phase == .handshaking && banner != nil ? "no SSH identification came" : "the server went silent"
            return die(SSHError(code: .timedOut, operation: operationNow, scope: .session, detail: detail))
        }
        if let deadline = ping.deadline, deadline <= now {
            return die(SSHError(code: .timedOut, operation: .ping, scope: .session, detail: "no answer to our ping"))
        }
        guard let deadline = requests.deadline, deadline <= now, let head = requests.head else { return }
        switch head {
        case .open:
            retire()
            pump()
        case .listen:
            let detail = "no answer to the request to listen"
            die(SSHError(code: .timedOut, operation: .listen, scope: .session, detail: detail))
        }
    }
}
