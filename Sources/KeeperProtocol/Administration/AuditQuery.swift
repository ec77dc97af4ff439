package import TunnelModel

/// `audit`, oldest first. All conditions must hold.
package struct AuditQuery: KeeperQuestion {
    /// ``KeeperVerb/audit``.
    package static let verb = KeeperVerb.audit
    /// The items of its answer.
    package typealias Item = AuditRecord
    /// The end of its answer.
    package typealias End = ItemCount

    /// Not before.
    package var since: UTCTime?
    /// Before.
    package var before: UTCTime?
    /// About this device.
    package var device: DeviceName?
    /// About this operator.
    package var about: OperatorName?
    /// Done by this one.
    package var actor: PlainText?
    /// Of this kind, such as `device-revoked`.
    package var verb: PlainText?
    /// Only the latest so many.
    package var limit: Int?

    /// Puts the parts together.
    package init(
        since: UTCTime? = nil, before: UTCTime? = nil, device: DeviceName? = nil, about: OperatorName? = nil,
        actor: PlainText? = nil, verb: PlainText? = nil, limit: Int? = nil
    ) {
        self.since = since
        self.before = before
        self.device = device
        self.about = about
        self.actor = actor
        self.verb = verb
        self.limit = limit
    }

    /// The request.
    package var request: KeeperRequest { .audit(self) }
}
