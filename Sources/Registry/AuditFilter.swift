package import TunnelModel

/// Which lines of the audit are meant. All conditions must hold.
package struct AuditFilter: Sendable, Hashable {
    /// About this device.
    package var device: DeviceName?
    /// About this operator.
    package var `operator`: OperatorName?
    /// Of one of these kinds; empty for all.
    package var verbs: Set<AuditVerb>
    /// At this time or later.
    package var since: UTCTime?
    /// Before this time.
    package var until: UTCTime?
    /// Older than the line with this number, to go on with a list.
    package var before: Int64?
    /// At most so many of the newest.
    package var limit: Int

    /// A filter from its conditions.
    package init(
        device: DeviceName? = nil, operator: OperatorName? = nil, verbs: Set<AuditVerb> = [], since: UTCTime? = nil,
        until: UTCTime? = nil, before: Int64? = nil, limit: Int = 100
    ) {
        self.device = device
        self.operator = `operator`
        self.verbs = verbs
        self.since = since
        self.until = until
        self.before = before
        self.limit = limit
    }
}
