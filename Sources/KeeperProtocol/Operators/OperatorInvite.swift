package import Enrollment
package import TunnelModel

/// `operator invite`: makes a token for a person.
package struct OperatorInvite: KeeperQuestion {
    /// ``KeeperVerb/operatorInvite``.
    package static let verb = KeeperVerb.operatorInvite
    /// The end of its answer.
    package typealias End = TokenCreated

    /// The operator that it makes, or gives another key.
    package var name: OperatorName
    /// Groups to be in.
    package var groups: [GroupName]
    /// When the token is over.
    package var until: Until
    /// From where alone it may be used.
    package var from: NetworkRange?

    /// Puts the parts together.
    package init(name: OperatorName, groups: [GroupName] = [], until: Until, from: NetworkRange? = nil) {
        self.name = name
        self.groups = groups
        self.until = until
        self.from = from
    }

    /// The request.
    package var request: KeeperRequest { .operatorInvite(self) }
}
