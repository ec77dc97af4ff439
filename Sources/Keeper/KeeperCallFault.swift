import Glibc
import TunnelModel

/// The keeper cannot be asked.
package struct KeeperCallFault: Error, Sendable, Equatable {
    /// The socket's path.
    package var path: String
    /// The errno value.
    package var code: Int32
}

extension KeeperCallFault: Diagnosable {
    /// One line: which keeper, and why not.
    package var summary: String {
        let words = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return switch code {
        case ENOENT, ECONNREFUSED: "the keeper does not run: \(path): \(words)"
        case ETIMEDOUT: "the keeper does not answer: \(path): \(words)"
        default: "the keeper cannot be asked: \(path): \(words)"
        }
    }

    /// What to do next.
    package var advice: String? {
        switch code {
        case ENOENT, ECONNREFUSED: "start it with `sallyport-bastion serve`, or name its folder with --state"
        case EACCES: "run this as root, or as the user who runs the keeper"
        default: nil
        }
    }

    /// 69, sysexits' EX_UNAVAILABLE.
    package var exitStatus: Int32 { 69 }
}
