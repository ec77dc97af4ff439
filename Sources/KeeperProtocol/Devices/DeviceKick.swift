package import TunnelModel

/// `device kick`: ends a device's sessions before the answer; it may come back.
package struct DeviceKick: KeeperQuestion {
    /// ``KeeperVerb/deviceKick``.
    package static let verb = KeeperVerb.deviceKick
    /// The end of its answer.
    package typealias End = SessionsEnded

    /// The device.
    package var name: DeviceName

    /// Puts the parts together.
    package init(name: DeviceName) {
        self.name = name
    }

    /// The request.
    package var request: KeeperRequest { .deviceKick(self) }
}
