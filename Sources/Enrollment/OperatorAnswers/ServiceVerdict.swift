package import TunnelModel

/// The answer to `why`: whether an operator can use a service now, and what speaks for and against it.
package struct ServiceVerdict: Codable, Sendable, Hashable {
    /// One thing that was looked at.
    package struct Finding: Codable, Sendable, Hashable {
        /// Whether it speaks for the operator.
        package var isGood: Bool
        /// What it is, in one line, such as `grant 7: cam-* web until 2026-01-01T00:00:00Z`.
        package var text: PlainText

        /// A finding.
        package init(isGood: Bool, text: PlainText) {
            self.isGood = isGood
            self.text = text
        }
    }

    /// The service.
    package var service: DeviceService
    /// Whether a connection would work.
    package var isUsable: Bool
    /// All that was looked at, in its order: the operator, grants, the device, the service.
    package var findings: [Finding]

    /// A verdict.
    package init(service: DeviceService, isUsable: Bool, findings: [Finding]) {
        self.service = service
        self.isUsable = isUsable
        self.findings = findings
    }
}
