package import Enrollment

/// An operator's `open`: whether it may, and where the helper is to connect.
package struct SessionOpen: KeeperQuestion {
    /// ``KeeperVerb/sessionOpen``.
    package static let verb = KeeperVerb.sessionOpen
    /// The end of its answer.
    package typealias End = OpenedRelay

    /// The operator, from the generated command line.
    package var by: OperatorID
    /// The service.
    package var service: DeviceService
    /// Where its connection comes from.
    package var from: PeerAddress?

    /// Puts the parts together.
    package init(by: OperatorID, service: DeviceService, from: PeerAddress? = nil) {
        self.by = by
        self.service = service
        self.from = from
    }

    /// The request.
    package var request: KeeperRequest { .sessionOpen(self) }
}
