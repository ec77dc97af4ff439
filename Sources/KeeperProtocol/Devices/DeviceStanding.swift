/// How far a device is trusted.
package enum DeviceStanding: String, Codable, Sendable, Hashable, CaseIterable {
    /// Only a name and an address are there, for a token to fill.
    case reserved
    /// Enrolled, and waiting for a person's approval.
    case pending
    /// In use.
    case accepted
    /// Shut out.
    case revoked
}
