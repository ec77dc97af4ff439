package import Enrollment

/// `token revoke`: the token is over at once.
package struct TokenRevoke: KeeperQuestion {
    /// ``KeeperVerb/tokenRevoke``.
    package static let verb = KeeperVerb.tokenRevoke
    /// The items of its answer.
    package typealias Item = TokenUse
    /// The end of its answer.
    package typealias End = ItemCount

    /// The token.
    package var token: TokenID
    /// Whether what it enrolled is revoked too (`--devices`); else it is only listed.
    package var revokesEnrolled: Bool

    /// Puts the parts together.
    package init(token: TokenID, revokesEnrolled: Bool = false) {
        self.token = token
        self.revokesEnrolled = revokesEnrolled
    }

    /// The request.
    package var request: KeeperRequest { .tokenRevoke(self) }
}
