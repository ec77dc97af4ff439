package import TunnelModel

/// `device revoke`: shuts a device out and ends its sessions before the answer.
package struct DeviceRevoke: KeeperQuestion {
    /// ``KeeperVerb/deviceRevoke``.
    package static let verb = KeeperVerb.deviceRevoke
    /// The end of its answer.
    package typealias End = SessionsEnded

    /// The device.
    package var name: DeviceName

    /// Puts the parts together.
    package init(name: DeviceName) {
        self.name = name
    }

    /// The request.
    package var request: KeeperRequest { .deviceRevoke(self) }
}
