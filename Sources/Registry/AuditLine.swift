package import TunnelModel

/// One line of the audit.
package struct AuditLine: Sendable, Hashable, Codable {
    /// Its number; numbers grow and none is missing.
    package var id: Int64
    /// When.
    package var time: UTCTime
    /// Who: a person's login on the bastion, a token, a device, the keeper.
    package var actor: PlainText
    /// What.
    package var verb: AuditVerb
    /// The device that it is about, by its name then.
    package var device: DeviceName?
    /// The operator that it is about.
    package var `operator`: OperatorName?
    /// The rest, in words.
    package var detail: PlainText
}
