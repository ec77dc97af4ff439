/// What happens on a control socket, for the log.
package enum ControlEvent: Sendable, Hashable, CustomStringConvertible {
    /// A process of another user, who is not root, was turned away.
    case refusedUser(uid: UInt32, ours: UInt32)
    /// A client was dropped: what it sent makes no sense, or it did not greet in time, or its socket failed.
    case dropped(String)
    /// A client asked for something that is not done here: `session`, `stdio forwarding`, `proxy`.
    case refusedRequest(String)
    /// A client was told that a forward failed; for what reason.
    case failed(String)
    /// A client had the socket removed; those that are connected go on.
    case stoppedListening
    /// A client asked for the end of the program.
    case askedToExit
    /// A client could not be accepted; the socket goes on listening.
    case acceptFailed(String)

    /// One line, with ssh's words where it has some.
    package var description: String {
        switch self {
        case .refusedUser(let uid, let ours): "multiplex uid mismatch: peer euid \(uid) != uid \(ours)"
        case .dropped(let words): "control client dropped: \(words)"
        case .refusedRequest(let what): "control client refused: \(what)"
        case .failed(let reason): "control request failed: \(reason)"
        case .stoppedListening: "control socket removed on request"
        case .askedToExit: "exit requested on the control socket"
        case .acceptFailed(let words): "control socket accept: \(words)"
        }
    }
}
