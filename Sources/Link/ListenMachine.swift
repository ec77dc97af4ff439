import NIOCore

/// Where one remote listener stands, and what is to be asked of the server for it next.
///
/// It is asked for on a link's first session, and anew whenever the session that has it is over. A listener with port 0
/// asks for the port that it had before; if somebody else has it now, for any port again. A refusal is asked about again
/// with pauses: after a reconnect the server may hold the port for the old session until it notices that one's end
/// (`ClientAliveInterval`, or TCP's own time). Every 5 s for 130 s, then every 60 s.
struct ListenMachine {
    enum Action: Equatable {
        /// Ask this session for this port.
        case ask(SessionID, port: UInt16)
        /// Ask again after so long.
        case wait(TimeAmount)
    }

    private enum State {
        /// No session has it and none is asked.
        case idle
        case asked(SessionID, port: UInt16)
        case held(SessionID)
        /// Refused; to be asked for again.
        case waiting
    }

    static let pause = TimeAmount.seconds(5)
    static let longPause = TimeAmount.seconds(60)
    static let patience = TimeAmount.seconds(130)

    private let port: UInt16
    private let retries: Bool
    private var state = State.idle
    /// What the server chose for port 0.
    private var given: UInt16?
    private var refusedSince: NIODeadline?

    /// A listener that no session has yet. Without `retries` one refusal is the end of it.
    init(port: UInt16, retries: Bool) {
        self.port = port
        self.retries = retries
    }

    /// Whether the last answer was a refusal.
    var isRefused: Bool { refusedSince != nil }

    /// There is a session that takes requests, or the time to ask again has come.
    mutating func session(_ id: SessionID) -> Action? {
        switch state {
        case .asked, .held: return nil
        case .waiting where !retries: return nil
        case .idle, .waiting: return ask(id, given ?? port)
        }
    }

    /// The server listens, on this port.
    mutating func granted(_ bound: UInt16, by session: SessionID) {
        guard case .asked(session, _) = state else { return }
        state = .held(session)
        refusedSince = nil
        if port == 0 { given = bound }
    }

    /// The server does not listen.
    mutating func refused(by session: SessionID, at now: NIODeadline) -> Action? {
        guard case .asked(session, let asked) = state else { return nil }
        if port == 0, asked != 0 {
            given = nil
            return ask(session, 0)
        }
        state = .waiting
        let since = refusedSince ?? now
        refusedSince = since
        guard retries else { return nil }
        return .wait(now - since < Self.patience ? Self.pause : Self.longPause)
    }

    /// The session is over, or took nothing any more.
    mutating func ended(_ session: SessionID) {
        switch state {
        case .asked(session, _), .held(session): state = .idle
        case .idle, .waiting, .asked, .held: return
        }
    }

    private mutating func ask(_ session: SessionID, _ port: UInt16) -> Action {
        state = .asked(session, port: port)
        return .ask(session, port: port)
    }
}
