package import Enrollment

/// An operator's `resolve`.
package struct SessionResolve: KeeperQuestion {
    /// ``KeeperVerb/sessionResolve``.
    package static let verb = KeeperVerb.sessionResolve
    /// The end of its answer.
    package typealias End = ServiceRoute

    /// The operator, from the generated command line.
    package var by: OperatorID
    /// The service.
    package var service: DeviceService

    /// Puts the parts together.
    package init(by: OperatorID, service: DeviceService) {
        self.by = by
        self.service = service
    }

    /// The request.
    package var request: KeeperRequest { .sessionResolve(self) }
}
