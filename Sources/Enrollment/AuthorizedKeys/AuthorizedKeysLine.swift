package import TunnelModel

/// One generated line of authorized_keys: the least that a key needs (sshd(8), AUTHORIZED_KEYS FILE FORMAT).
///
/// Both directions of forwarding are always named, because sshd allows everything in a direction that has no list: a
/// dummy closes the one that is not granted. `restrict` comes first, so that what later sshds can do is off too.
package struct AuthorizedKeysLine: Sendable, Hashable, CustomStringConvertible {
    /// How many permits one line may have; sshd takes one more (auth-options.c, SSH_AUTHOPT_PERMIT_MAX).
    package static let maximumPermits = 4_096

    /// The line, without a newline.
    package let text: String

    /// Makes the line of a key.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - rights: what it may do. Of an operator's permits only the first ``maximumPermits`` fit: give no more.
    ///   - command: the forced command.
    /// - Throws: ``AuthorizedKeysFault/tooManyPermits(_:)``.
    package init(key: PublicKey, rights: KeyRights, command: ForcedCommand) throws(AuthorizedKeysFault) {
        let options = try Self.options(rights) + ["command=\"\(command.text(for: rights.identity))\""]
        text = options.joined(separator: ",") + " " + key.description
    }

    /// Same as ``text``.
    package var description: String { text }

    private static let noListening = "permitlisten=\"127.0.0.1:1\""
    private static let noOpening = "permitopen=\"127.0.0.1:1\""

    private static func options(_ rights: KeyRights) throws(AuthorizedKeysFault) -> [String] {
        switch rights {
        case .device(_, let address):
            return ["restrict", "port-forwarding", "permitlisten=\"\(address):*\"", noOpening]
        case .pendingDevice:
            return ["restrict"]
        case .operator(_, let permits, let until):
            guard permits.count <= maximumPermits else { throw .tooManyPermits(permits.count) }
            let opening = permits.isEmpty ? [noOpening] : permits.map { "permitopen=\"\($0)\"" }
            return ["restrict", "port-forwarding"] + opening + [noListening] + expiry(until)
        case .enroll(_, let until, let ranges):
            let from = ranges.isEmpty ? [] : ["from=\"\(ranges.map(\.text).joined(separator: ","))\""]
            return ["restrict"] + from + expiry(until)
        }
    }

    /// In UTC, which sshd reads from 9.1 on.
    private static func expiry(_ time: UTCTime?) -> [String] {
        time.map { ["expiry-time=\"\($0.sshdText)\""] } ?? []
    }
}
