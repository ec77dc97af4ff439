package import Enrollment

/// An operator's `why`. The answer tells nothing of devices that are not granted.
package struct SessionWhy: KeeperQuestion {
    /// ``KeeperVerb/sessionWhy``.
    package static let verb = KeeperVerb.sessionWhy
    /// The end of its answer.
    package typealias End = ServiceVerdict

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
    package var request: KeeperRequest { .sessionWhy(self) }
}
