package import Enrollment
package import TunnelModel

/// The end of what ``SessionOpen`` began, for the audit.
package struct SessionRelayed: KeeperQuestion {
    /// ``KeeperVerb/sessionRelayed``.
    package static let verb = KeeperVerb.sessionRelayed
    /// The end of its answer.
    package typealias End = Done

    /// The operator, from the generated command line.
    package var by: OperatorID
    /// The number of the relay.
    package var relay: Int64
    /// Bytes from the operator to the device.
    package var sent: Int64
    /// Bytes from the device to the operator.
    package var received: Int64
    /// Why it ended, if not because both sides were done.
    package var reason: PlainText?

    /// Puts the parts together.
    package init(by: OperatorID, relay: Int64, sent: Int64, received: Int64, reason: PlainText? = nil) {
        self.by = by
        self.relay = relay
        self.sent = sent
        self.received = received
        self.reason = reason
    }

    /// The request.
    package var request: KeeperRequest { .sessionRelayed(self) }
}
