package import TunnelModel

/// A service that a device offers: its name, and where the agent finds it.
package struct OfferedService: Codable, Sendable, Hashable {
    /// The name, unique on the device.
    package var name: ServiceName
    /// Where the agent connects to. The bastion only shows it, and takes the first choice of a port from it.
    package var target: HostPort

    /// A service.
    package init(name: ServiceName, target: HostPort) {
        self.name = name
        self.target = target
    }
}
