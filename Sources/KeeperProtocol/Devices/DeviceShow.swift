package import TunnelModel

/// `device show`.
package struct DeviceShow: KeeperQuestion {
    /// ``KeeperVerb/deviceShow``.
    package static let verb = KeeperVerb.deviceShow
    /// The end of its answer.
    package typealias End = DeviceDetail

    /// The device.
    package var name: DeviceName

    /// Puts the parts together.
    package init(name: DeviceName) {
        self.name = name
    }

    /// The request.
    package var request: KeeperRequest { .deviceShow(self) }
}
