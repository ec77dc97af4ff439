/// `operator list`, in order of name.
package struct OperatorList: KeeperQuestion {
    /// ``KeeperVerb/operatorList``.
    package static let verb = KeeperVerb.operatorList
    /// The items of its answer.
    package typealias Item = OperatorRecord
    /// The end of its answer.
    package typealias End = ItemCount

    /// There is nothing to say.
    package init() {}

    /// The request.
    package var request: KeeperRequest { .operatorList(self) }
}
