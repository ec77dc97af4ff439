package import Enrollment

/// `grant end`: ends a grant, and the sessions that used it, before the answer.
package struct GrantEnd: KeeperQuestion {
    /// ``KeeperVerb/grantEnd``.
    package static let verb = KeeperVerb.grantEnd
    /// The end of its answer.
    package typealias End = SessionsEnded

    /// The grant.
    package var grant: GrantID

    /// Puts the parts together.
    package init(grant: GrantID) {
        self.grant = grant
    }

    /// The request.
    package var request: KeeperRequest { .grantEnd(self) }
}
