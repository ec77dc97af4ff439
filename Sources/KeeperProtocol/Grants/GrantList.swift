package import TunnelModel

/// `grant list`, in order of making. All conditions must hold.
package struct GrantList: KeeperQuestion {
    /// ``KeeperVerb/grantList``.
    package static let verb = KeeperVerb.grantList
    /// The items of its answer.
    package typealias Item = GrantRecord
    /// The end of its answer.
    package typealias End = ItemCount

    /// Given to this one.
    package var to: GrantSubject?
    /// For this device among others.
    package var device: DeviceName?
    /// Whether those that have ended are listed too.
    package var includesEnded: Bool

    /// Puts the parts together.
    package init(to: GrantSubject? = nil, device: DeviceName? = nil, includesEnded: Bool = false) {
        self.to = to
        self.device = device
        self.includesEnded = includesEnded
    }

    /// The request.
    package var request: KeeperRequest { .grantList(self) }
}
