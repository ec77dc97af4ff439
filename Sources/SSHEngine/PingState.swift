import NIOCore

/// Where the question "are you alive?" stands.
enum PingState: Equatable {
    case idle
    /// Asked for; waits until there is something to ask it on.
    case wanted(since: NIODeadline, until: NIODeadline)
    /// The server has been asked on this stream.
    case asked(StreamID, since: NIODeadline, until: NIODeadline)

    /// When the session counts as dead without an answer.
    var deadline: NIODeadline? {
        switch self {
        case .idle: nil
        case .wanted(_, let until), .asked(_, _, let until): until
        }
    }

    /// Bytes came, so the server is there; its answer may be queued behind them. ssh counts any packet, too.
    mutating func postpone(until deadline: NIODeadline) {
        switch self {
        case .idle: return
        case .wanted(let since, _): self = .wanted(since: since, until: deadline)
        case .asked(let id, let since, _): self = .asked(id, since: since, until: deadline)
        }
    }

    /// When it was asked for.
    var since: NIODeadline? {
        switch self {
        case .idle: nil
        case .wanted(let since, _), .asked(_, let since, _): since
        }
    }
}
