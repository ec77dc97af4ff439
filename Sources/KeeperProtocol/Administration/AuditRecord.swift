package import TunnelModel

/// One line of the audit.
package struct AuditRecord: Codable, Sendable, Hashable {
    /// Its number, 1 for the first.
    package var number: Int64
    /// When.
    package var time: UTCTime
    /// Who did it.
    package var actor: PlainText
    /// What was done, such as `device-revoked`.
    package var verb: PlainText
    /// The device that it is about.
    package var device: DeviceName?
    /// The operator that it is about.
    package var about: OperatorName?
    /// What else there is to say.
    package var detail: PlainText?

    /// Puts the parts together.
    package init(
        number: Int64, time: UTCTime, actor: PlainText, verb: PlainText, device: DeviceName? = nil,
        about: OperatorName? = nil, detail: PlainText? = nil
    ) {
        self.number = number
        self.time = time
        self.actor = actor
        self.verb = verb
        self.device = device
        self.about = about
        self.detail = detail
    }
}
