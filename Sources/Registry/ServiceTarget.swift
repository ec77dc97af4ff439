package import TunnelModel

/// A service as the device names it: what it is called, and where the device dials it.
package struct ServiceTarget: Sendable, Hashable, Codable {
    /// The service's name.
    package var name: ServiceName
    /// The host that the device dials, `127.0.0.1` or one of its neighbours; shown, never resolved here.
    package var host: PlainText
    /// The port that the device dials, 1–65535.
    package var port: UInt16

    /// A service from its parts.
    package init(name: ServiceName, host: PlainText, port: UInt16) {
        self.name = name
        self.host = host
        self.port = port
    }
}
