package import TunnelModel

/// `device approve`: lets a pending or revoked device in, and puts out its clone alarm.
package struct DeviceApprove: KeeperQuestion {
    /// ``KeeperVerb/deviceApprove``.
    package static let verb = KeeperVerb.deviceApprove
    /// The end of its answer.
    package typealias End = DeviceRecord

    /// The device.
    package var name: DeviceName

    /// Puts the parts together.
    package init(name: DeviceName) {
        self.name = name
    }

    /// The request.
    package var request: KeeperRequest { .deviceApprove(self) }
}
