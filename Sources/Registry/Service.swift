import TunnelModel

/// A service of a device, with the port that it keeps for life.
package struct Service: Sendable, Hashable, Codable {
    /// Its name and the device's target.
    package var target: ServiceTarget
    /// The port on the device's loopback address on the bastion.
    package var port: UInt16
    /// Whether the device's latest hello named it.
    package var isAnnounced: Bool

    /// A service from its parts.
    package init(target: ServiceTarget, port: UInt16, isAnnounced: Bool) {
        self.target = target
        self.port = port
        self.isAnnounced = isAnnounced
    }
}
