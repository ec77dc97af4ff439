package import TunnelModel

/// `device rename`: address, ports, key, labels and grants by name stay.
package struct DeviceRename: KeeperQuestion {
    /// ``KeeperVerb/deviceRename``.
    package static let verb = KeeperVerb.deviceRename
    /// The end of its answer.
    package typealias End = DeviceRecord

    /// The device.
    package var name: DeviceName
    /// Its name from now on.
    package var newName: DeviceName

    /// Puts the parts together.
    package init(name: DeviceName, newName: DeviceName) {
        self.name = name
        self.newName = newName
    }

    /// The request.
    package var request: KeeperRequest { .deviceRename(self) }
}
