package import Enrollment

/// An enrollee's `enroll`: spends the token and registers the key, in one transaction.
package struct SessionEnroll: KeeperQuestion {
    /// ``KeeperVerb/sessionEnroll``.
    package static let verb = KeeperVerb.sessionEnroll
    /// The end of its answer.
    package typealias End = EnrollReply

    /// The token, from the generated command line.
    package var token: TokenID
    /// What the enrollee sent.
    package var enrollment: EnrollRequest
    /// Where its connection comes from.
    package var from: PeerAddress?

    /// Puts the parts together.
    package init(token: TokenID, enrollment: EnrollRequest, from: PeerAddress? = nil) {
        self.token = token
        self.enrollment = enrollment
        self.from = from
    }

    /// The request.
    package var request: KeeperRequest { .sessionEnroll(self) }
}
