package import TunnelModel

/// An address and a port that an operator may connect to. The port is always named: with `*` sshd would let through to
/// the bastion's own services that listen on all addresses.
package struct ServicePermit: Codable, Sendable, Hashable, CustomStringConvertible {
    /// The device's address.
    package var address: DeviceAddress
    /// The service's port, 1–65535.
    package var port: UInt16

    /// A permit.
    package init(address: DeviceAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// `127.64.0.42:20554`.
    package var description: String { "\(address):\(port)" }
}
