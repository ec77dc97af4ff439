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

    /// When it was asked for.
    var since: NIODeadline? {
        switch self {
        case .idle: nil
        case .wanted(let since, _), .asked(_, let since, _): since
        }
    }
}
