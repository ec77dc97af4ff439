package import TunnelModel

/// `device add`: adds an accepted device by hand. Without a key its name and address are reserved for a token.
package struct DeviceAdd: KeeperQuestion {
    /// ``KeeperVerb/deviceAdd``.
    package static let verb = KeeperVerb.deviceAdd
    /// The end of its answer.
    package typealias End = DeviceRecord

    /// Its name.
    package var name: DeviceName
    /// Its ed25519 key.
    package var key: PublicKey?
    /// Its labels.
    package var labels: [Label]

    /// Puts the parts together.
    package init(name: DeviceName, key: PublicKey? = nil, labels: [Label] = []) {
        self.name = name
        self.key = key
        self.labels = labels
    }

    /// The request.
    package var request: KeeperRequest { .deviceAdd(self) }
}
