package import Enrollment
package import TunnelModel

/// A service of a device, with the port that it keeps for life.
package struct ServiceRecord: Codable, Sendable, Hashable {
    /// Its name.
    package var name: ServiceName
    /// Where the agent finds it.
    package var target: HostPort
    /// Its port on the device's address.
    package var port: UInt16
    /// Whether the device's latest hello named it.
    package var isOffered: Bool

    /// Puts the parts together.
    package init(name: ServiceName, target: HostPort, port: UInt16, isOffered: Bool) {
        self.name = name
        self.target = target
        self.port = port
        self.isOffered = isOffered
    }
}
