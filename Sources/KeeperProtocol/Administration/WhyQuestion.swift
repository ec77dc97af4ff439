package import Enrollment
package import TunnelModel

/// `why OPERATOR DEVICE:SERVICE`, for an administrator.
package struct WhyQuestion: KeeperQuestion {
    /// ``KeeperVerb/why``.
    package static let verb = KeeperVerb.why
    /// The end of its answer.
    package typealias End = ServiceVerdict

    /// Who would use it.
    package var by: OperatorName
    /// The service.
    package var service: DeviceService

    /// Puts the parts together.
    package init(by: OperatorName, service: DeviceService) {
        self.by = by
        self.service = service
    }

    /// The request.
    package var request: KeeperRequest { .why(self) }
}
