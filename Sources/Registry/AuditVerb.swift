/// What a line of the audit tells of.
package enum AuditVerb: String, Sendable, Hashable, Codable, CaseIterable {
    /// A device was added by hand.
    case deviceAdded = "device-added"
    /// A device came in by a token.
    case deviceEnrolled = "device-enrolled"
    /// New hardware took a device's place.
    case deviceReplaced = "device-replaced"
    /// A device has another name.
    case deviceRenamed = "device-renamed"
    /// A device's labels changed.
    case deviceLabeled = "device-labeled"
    /// A pending or revoked device was let in.
    case deviceApproved = "device-approved"
    /// A device was shut out.
    case deviceRevoked = "device-revoked"
    /// A hello told something new: version, services, machine.
    case deviceChanged = "device-changed"
    /// Two machines were seen with one device's key.
    case cloneSeen = "clone-seen"
    /// The clone alarm was put out by hand.
    case cloneCleared = "clone-cleared"
    /// An operator was added by hand, or got another key.
    case operatorAdded = "operator-added"
    /// An operator came in by a token.
    case operatorEnrolled = "operator-enrolled"
    /// An operator's groups changed.
    case operatorGrouped = "operator-grouped"
    /// An operator was shut out.
    case operatorRevoked = "operator-revoked"
    /// A grant was given.
    case grantAdded = "grant-added"
    /// A grant was ended by hand, or its time was over.
    case grantEnded = "grant-ended"
    /// A token was made.
    case tokenCreated = "token-created"
    /// A token was revoked.
    case tokenRevoked = "token-revoked"
    /// An operator's session began.
    case sessionBegan = "session-began"
    /// An operator's session ended.
    case sessionEnded = "session-ended"
    /// A stream was opened through the keeper, or a session was kicked: what the keeper has to tell.
    case noted
    /// A setting or host key changed.
    case settingChanged = "setting-changed"
    /// Devices and operators were imported.
    case imported
    /// The registry was put back from a backup.
    case restored
}
