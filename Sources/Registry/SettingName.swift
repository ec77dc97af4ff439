/// What is kept in the registry beside its tables, so that a backup holds it too. Values are texts that the keeper reads.
package enum SettingName: String, Sendable, Hashable, Codable, CaseIterable {
    /// The fingerprints that devices are to pin.
    case hostKeyPins = "host-key-pins"
    /// The addresses at which devices find the bastion.
    case bastions
    /// The command for devices that go dark or come back.
    case onChange = "on-change"
    /// How long a device may be away before it counts as dark.
    case grace
}
