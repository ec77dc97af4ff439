import TunnelModel

/// Why the registry did not do what it was asked for. Nothing was changed.
package enum RegistryError: Error, Hashable, Sendable {
    /// The file or its folder cannot be opened or made.
    case cannotOpen(path: String, reason: String)
    /// The file's contents are damaged.
    case corrupt(path: String, detail: String)
    /// The file is an SQLite database of something else.
    case foreign(path: String)
    /// The file was written by a newer version of this program.
    case newer(path: String, found: Int, known: Int)
    /// The file cannot be written.
    case readOnly(path: String)
    /// No space is left.
    case diskFull(path: String)
    /// Another process holds the file.
    case busy(path: String)
    /// Any other failure of SQLite, in its words.
    case storage(path: String, detail: String)

    /// There is no such thing: its kind and name.
    case unknown(kind: String, name: String)
    /// The name belongs to something else already.
    case taken(kind: String, name: String)
    /// The key is in the registry already, for ever; the owner in words.
    case keyKnown(fingerprint: String, owner: String)
    /// The request makes no sense; the reason in words.
    case invalid(String)
    /// The device or operator is in a state in which this cannot be done; the reason in words.
    case refused(String)
    /// No more fits: addresses, ports or services; the reason in words.
    case limit(String)
    /// A token did not enroll.
    case enrollment(EnrollmentRefusal)
}

extension RegistryError: Diagnosable, CustomStringConvertible {
    /// Same as ``summary``.
    package var description: String { summary }

    /// What went wrong, in one line.
    package var summary: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open \(path): \(reason)"
        case .corrupt(let path, let detail): "\(path) is damaged (\(detail)): stop the keeper and restore a backup"
        case .foreign(let path): "\(path) is not a sallyport registry: move it away, or name another --state"
        case .newer(let path, let found, let known):
            "\(path) is of a newer sallyport-bastion (schema \(found), this one knows \(known)): upgrade this program"
        case .readOnly(let path): "\(path) cannot be written: look at its owner, its mode and its file system"
        case .diskFull(let path): "no space left for \(path): nothing was changed; free some space and try again"
        case .busy(let path): "\(path) is held by another process: is a second keeper running?"
        case .storage(let path, let detail): "\(path): \(detail)"
        case .unknown(let kind, let name): "no \(kind) '\(name)'"
        case .taken(let kind, let name): "there is a \(kind) '\(name)' already"
        case .keyKnown(let fingerprint, let owner): "the key \(fingerprint) is already known, as \(owner)"
        case .invalid(let words), .refused(let words), .limit(let words): words
        case .enrollment(let refusal): refusal.description
        }
    }

    /// Nothing beyond the summary.
    package var advice: String? { nil }

    /// 64 for a request that makes no sense, 77 for what is not allowed, else 1.
    package var exitStatus: Int32 {
        switch self {
        case .invalid: 64
        case .refused, .enrollment: 77
        default: 1
        }
    }
}
