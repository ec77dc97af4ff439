package import Enrollment
package import TunnelModel

/// A service of a device in an export.
package struct ExportedService: Codable, Sendable, Hashable {
    /// Its name.
    package var name: ServiceName
    /// Where the agent finds it.
    package var target: HostPort
    /// Its port; nil to be given one.
    package var port: UInt16?

    /// Puts the parts together.
    package init(name: ServiceName, target: HostPort, port: UInt16? = nil) {
        self.name = name
        self.target = target
        self.port = port
    }
}
