import Glibc
import TunnelModel

/// Why the keeper cannot listen.
package enum KeeperSocketFault: Error, Sendable, Equatable {
    /// The system refused; its errno.
    case notMade(path: String, code: Int32)
    /// Another keeper serves this state folder.
    case otherKeeper(state: String)
    /// systemd handed over this many sockets, and not one.
    case wrongCount(Int)
    /// What systemd handed over is no listening Unix stream socket.
    case wrongKind
}

extension KeeperSocketFault: Diagnosable {
    /// One line: what, and where.
    package var summary: String {
        switch self {
        case .notMade(let path, let code): "\(path): \(strerror(code).map { String(cString: $0) } ?? "error \(code)")"
        case .otherKeeper(let state): "another keeper serves \(state)"
        case .wrongCount(let count): "systemd handed over \(count) sockets, and one is wanted"
        case .wrongKind: "what systemd handed over is no listening Unix stream socket"
        }
    }

    /// What to do next, where that is not plain.
    package var advice: String? {
        switch self {
        case .notMade(let path, ENAMETOOLONG): "the path of a socket has at most 107 bytes, this has \(path.utf8.count)"
        case .notMade(_, EEXIST): "something else than a socket is there: move it away"
        case .notMade: nil
        case .otherKeeper: "stop it first, or name another folder with --state"
        case .wrongCount, .wrongKind: "see the unit's ListenStream="
        }
    }

    /// 1.
    package var exitStatus: Int32 { 1 }
}
