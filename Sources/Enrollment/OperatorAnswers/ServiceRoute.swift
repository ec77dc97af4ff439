package import TunnelModel

/// The answer to `resolve`: where a granted service is on the bastion.
package struct ServiceRoute: Codable, Sendable, Hashable {
    /// The service.
    package var service: DeviceService
    /// Its device's address.
    package var address: DeviceAddress
    /// Its port there.
    package var port: UInt16
    /// Whether the device is connected.
    package var isOnline: Bool
    /// Whether this login may connect there by itself; if not, the way is the verb `open`, or a new login.
    package var isPermitted: Bool
    /// When the last grant for it ends; nil if one has no end.
    package var until: UTCTime?

    /// A route.
    package init(
        service: DeviceService, address: DeviceAddress, port: UInt16, isOnline: Bool, isPermitted: Bool, until: UTCTime?
    ) {
        self.service = service
        self.address = address
        self.port = port
        self.isOnline = isOnline
        self.isPermitted = isPermitted
        self.until = until
    }
}
