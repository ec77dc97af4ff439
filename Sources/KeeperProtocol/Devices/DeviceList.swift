/// `device list`, in order of name.
package struct DeviceList: KeeperQuestion {
    /// ``KeeperVerb/deviceList``.
    package static let verb = KeeperVerb.deviceList
    /// The items of its answer.
    package typealias Item = DeviceRecord
    /// The end of its answer.
    package typealias End = ItemCount

    /// Which devices.
    package var selection: DeviceSelection

    /// Puts the parts together.
    package init(selection: DeviceSelection = DeviceSelection()) {
        self.selection = selection
    }

    /// The request.
    package var request: KeeperRequest { .deviceList(self) }
}
