package import TunnelModel

/// One device in an operator's `list`, with the services that are granted: the item of a ``ReplyLine``.
package struct ReachableDevice: Codable, Sendable, Hashable {
    /// Its name.
    package var device: DeviceName
    /// Whether it is connected.
    package var isOnline: Bool
    /// When it was last connected; nil while it is, or if it never was.
    package var lastSeen: UTCTime?
    /// Its address on the bastion.
    package var address: DeviceAddress
    /// The services that are granted and have a port.
    package var services: [ServicePort]

    /// A device.
    package init(
        device: DeviceName, isOnline: Bool, lastSeen: UTCTime?, address: DeviceAddress, services: [ServicePort]
    ) {
        self.device = device
        self.isOnline = isOnline
        self.lastSeen = lastSeen
        self.address = address
        self.services = services
    }
}
