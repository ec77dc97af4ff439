package import TunnelModel

/// A device in an export.
package struct ExportedDevice: Codable, Sendable, Hashable {
    /// Its name.
    package var name: DeviceName
    /// Its key; nil for a name that is only reserved.
    package var key: PublicKey?
    /// How far it is trusted.
    package var standing: DeviceStanding
    /// Its address; nil to be given the next one.
    package var address: DeviceAddress?
    /// Its labels.
    package var labels: [Label]
    /// Its services.
    package var services: [ExportedService]
    /// When it came into the registry.
    package var created: UTCTime?

    /// Puts the parts together.
    package init(
        name: DeviceName, key: PublicKey? = nil, standing: DeviceStanding, address: DeviceAddress? = nil,
        labels: [Label] = [], services: [ExportedService] = [], created: UTCTime? = nil
    ) {
        self.name = name
        self.key = key
        self.standing = standing
        self.address = address
        self.labels = labels
        self.services = services
        self.created = created
    }
}
