package import TunnelModel

/// The answer to ``SessionOpen``.
package struct OpenedRelay: Codable, Sendable, Hashable {
    /// The number to report the end with.
    package var relay: Int64
    /// Where to connect.
    package var address: DeviceAddress
    /// The port there.
    package var port: UInt16

    /// Puts the parts together.
    package init(relay: Int64, address: DeviceAddress, port: UInt16) {
        self.relay = relay
        self.address = address
        self.port = port
    }
}
