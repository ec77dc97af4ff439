package import TunnelModel

/// `device list --names`, in order.
package struct DeviceNames: KeeperQuestion {
    /// ``KeeperVerb/deviceNames``.
    package static let verb = KeeperVerb.deviceNames
    /// The items of its answer.
    package typealias Item = DeviceName
    /// The end of its answer.
    package typealias End = ItemCount

    /// Which devices.
    package var selection: DeviceSelection

    /// Puts the parts together.
    package init(selection: DeviceSelection = DeviceSelection()) {
        self.selection = selection
    }

    /// The request.
    package var request: KeeperRequest { .deviceNames(self) }
}
