package import TunnelModel

/// `operator add`: adds an operator by hand, or another key to one.
package struct OperatorAdd: KeeperQuestion {
    /// ``KeeperVerb/operatorAdd``.
    package static let verb = KeeperVerb.operatorAdd
    /// The end of its answer.
    package typealias End = OperatorRecord

    /// The operator.
    package var name: OperatorName
    /// The key, of any type that sshd takes.
    package var key: PublicKey
    /// Groups to be in.
    package var groups: [GroupName]

    /// Puts the parts together.
    package init(name: OperatorName, key: PublicKey, groups: [GroupName] = []) {
        self.name = name
        self.key = key
        self.groups = groups
    }

    /// The request.
    package var request: KeeperRequest { .operatorAdd(self) }
}
