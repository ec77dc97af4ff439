import NIOCore
import TunnelModel

/// Signs of life, and every other deadline.
extension Engine {
    func startPing() {
        guard phase == .ready, ping == .idle else { return }
        ping = .wanted(since: now, until: now + configuration.pingDeadline)
        if isControlRefused { askProbe() }
        pump()
    }

    /// Asks on the control stream; where the server allows no session, a refused open is the answer.
    func stepPing() throws(SSHError) {
        switch ping {
        case .idle: return
        case .wanted(let since, let until):
            guard let control, streams[control] != nil else { return }
            ping = .asked(since: since, until: until)
            try stepPing()
        case .asked(let since, _):
            guard let control, case .done = try session.ping(on: control) else { return }
            ping = .idle
            put(.pong(now - since))
        }
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
