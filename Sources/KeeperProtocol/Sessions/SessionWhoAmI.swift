package import Enrollment

/// An operator's `whoami`.
package struct SessionWhoAmI: KeeperQuestion {
    /// ``KeeperVerb/sessionWhoAmI``.
    package static let verb = KeeperVerb.sessionWhoAmI
    /// The end of its answer.
    package typealias End = OperatorSelf

    /// The operator, from the generated command line.
    package var by: OperatorID

    /// Puts the parts together.
    package init(by: OperatorID) {
        self.by = by
    }

    /// The request.
    package var request: KeeperRequest { .sessionWhoAmI(self) }
}
