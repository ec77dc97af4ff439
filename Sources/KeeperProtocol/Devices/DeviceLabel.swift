package import TunnelModel

/// `device label`: removes labels by key, then sets others, each in the place of the one with its key.
package struct DeviceLabel: KeeperQuestion {
    /// ``KeeperVerb/deviceLabel``.
    package static let verb = KeeperVerb.deviceLabel
    /// The end of its answer.
    package typealias End = DeviceRecord

    /// The device.
    package var name: DeviceName
    /// Labels to set.
    package var set: [Label]
    /// Keys to remove; a value with them is not looked at.
    package var remove: [Label]

    /// Puts the parts together.
    package init(name: DeviceName, set: [Label] = [], remove: [Label] = []) {
        self.name = name
        self.set = set
        self.remove = remove
    }

    /// The request.
    package var request: KeeperRequest { .deviceLabel(self) }
}
