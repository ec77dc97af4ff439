/// How far a device is trusted.
package enum DeviceState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Enrolled, and waiting for a person's approval: it may say hello and no more.
    case pending
    /// In use.
    case accepted
    /// Shut out. Its name, address, ports and key stay taken.
    case revoked
}
