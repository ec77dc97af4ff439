package import TunnelModel

/// The port that a service has on its device's address, for the life of both.
package struct ServicePort: Codable, Sendable, Hashable {
    /// The service.
    package var service: ServiceName
    /// 1024–65535.
    package var port: UInt16

    /// A service and its port.
    package init(service: ServiceName, port: UInt16) {
        self.service = service
        self.port = port
    }
}
