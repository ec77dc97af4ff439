package import Enrollment
package import TunnelModel

/// What `authorized-keys %u %f %t %k` asks: the line of a key at a login.
///
/// sshd asks before the key is proven, and twice at a login: the keeper notes the monitor and answers, no more.
package struct AuthorizedKeysRequest: KeeperQuestion {
    /// ``KeeperVerb/authorizedKeys``.
    package static let verb = KeeperVerb.authorizedKeys
    /// The items of its answer.
    package typealias Item = KeyLinePiece
    /// The end of its answer.
    package typealias End = Done

    /// The login name that was asked for (`%u`).
    package var login: LoginName
    /// The key (`%t %k`). Its fingerprint is computed from it, not taken from `%f`.
    package var key: PublicKey
    /// The pid of the session's sshd monitor: the parent of the helper.
    package var monitor: Int32

    /// Puts the parts together.
    package init(login: LoginName, key: PublicKey, monitor: Int32) {
        self.login = login
        self.key = key
        self.monitor = monitor
    }

    /// The request.
    package var request: KeeperRequest { .authorizedKeys(self) }
}
