package import Enrollment

/// An operator's `list`: the granted devices, in order of name.
package struct SessionList: KeeperQuestion {
    /// ``KeeperVerb/sessionList``.
    package static let verb = KeeperVerb.sessionList
    /// The items of its answer.
    package typealias Item = ReachableDevice
    /// The end of its answer.
    package typealias End = ItemCount

    /// The operator, from the generated command line.
    package var by: OperatorID

    /// Puts the parts together.
    package init(by: OperatorID) {
        self.by = by
    }

    /// The request.
    package var request: KeeperRequest { .sessionList(self) }
}
