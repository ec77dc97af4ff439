package import TunnelModel

/// One place that an operator may reach: a device's address on the bastion and a service's port there.
package struct Permit: Sendable, Hashable, Codable, Comparable {
    /// The device's address.
    package var address: DeviceAddress
    /// The service's port on it.
    package var port: UInt16

    /// A permit from its parts.
    package init(address: DeviceAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// Order of addresses, then of ports.
    package static func < (left: Self, right: Self) -> Bool {
        (left.address, left.port) < (right.address, right.port)
    }
}
