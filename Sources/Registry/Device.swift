package import TunnelModel

/// A device as the registry knows it. Whether it is online is the keeper's knowledge, not the registry's.
package struct Device: Sendable, Hashable {
    /// Its number, which its forced command carries.
    package var id: DeviceID
    /// Its name.
    package var name: DeviceName
    /// Its own loopback address on the bastion, kept for life.
    package var address: DeviceAddress
    /// How far it is trusted.
    package var state: DeviceState
    /// The key in use; nil for a name that is only reserved.
    package var key: PublicKey?
    /// Its labels, in order.
    package var labels: [Label]
    /// Its services, those no longer announced too, in order of name.
    package var services: [Service]
    /// What it last said about its machine.
    package var facts: MachineFacts
    /// The version of its agent.
    package var version: PlainText?
    /// The boot id of its latest hello.
    package var bootID: PlainText?
    /// The machine id of its latest hello.
    package var machineID: PlainText?
    /// When it came into the registry.
    package var created: UTCTime
    /// When it last said hello or a session of it ended.
    package var lastSeen: UTCTime?
    /// From where it last came.
    package var from: PlainText?
    /// Why its latest session ended.
    package var ended: PlainText?
    /// Since when two machines have been seen with its key; nil when all is well.
    package var cloneSince: UTCTime?
}

/// The number of a device.
package typealias DeviceID = RowID<Device>
