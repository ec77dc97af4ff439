package import TunnelModel

/// `grant add`.
package struct GrantAdd: KeeperQuestion {
    /// ``KeeperVerb/grantAdd``.
    package static let verb = KeeperVerb.grantAdd
    /// The end of its answer.
    package typealias End = GrantRecord

    /// Who is permitted.
    package var to: GrantSubject
    /// Which devices are meant.
    package var target: GrantTarget
    /// Which services; empty for all.
    package var services: [ServiceName]
    /// When it ends; nil for no end.
    package var until: Until?

    /// Puts the parts together.
    package init(to: GrantSubject, target: GrantTarget, services: [ServiceName] = [], until: Until? = nil) {
        self.to = to
        self.target = target
        self.services = services
        self.until = until
    }

    /// The request.
    package var request: KeeperRequest { .grantAdd(self) }
}
