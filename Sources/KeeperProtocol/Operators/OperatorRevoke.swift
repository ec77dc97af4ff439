package import TunnelModel

/// `operator revoke`: shuts an operator out and ends its sessions before the answer.
package struct OperatorRevoke: KeeperQuestion {
    /// ``KeeperVerb/operatorRevoke``.
    package static let verb = KeeperVerb.operatorRevoke
    /// The end of its answer.
    package typealias End = SessionsEnded

    /// The operator.
    package var name: OperatorName

    /// Puts the parts together.
    package init(name: OperatorName) {
        self.name = name
    }

    /// The request.
    package var request: KeeperRequest { .operatorRevoke(self) }
}
