package import Enrollment
package import TunnelModel

/// A device in a list: what the registry keeps, and whether it is connected.
package struct DeviceRecord: Codable, Sendable, Hashable {
    /// Its number.
    package var id: DeviceID
    /// Its name.
    package var name: DeviceName
    /// Its address on the bastion, for life.
    package var address: DeviceAddress
    /// How far it is trusted.
    package var standing: DeviceStanding
    /// Whether it is connected.
    package var isOnline: Bool
    /// Since when it is connected, or not.
    package var since: UTCTime?
    /// When it last said something.
    package var lastSeen: UTCTime?
    /// Why its latest session ended.
    package var lastEnd: PlainText?
    /// From where it last came.
    package var from: PlainText?
    /// The version of its agent.
    package var agent: PlainText?
    /// Its labels.
    package var labels: [Label]
    /// Its services.
    package var services: [ServiceRecord]
    /// Since when two machines have been seen with its key.
    package var cloneSince: UTCTime?

    /// Puts the parts together.
    package init(
        id: DeviceID, name: DeviceName, address: DeviceAddress, standing: DeviceStanding, isOnline: Bool,
        since: UTCTime? = nil, lastSeen: UTCTime? = nil, lastEnd: PlainText? = nil, from: PlainText? = nil,
        agent: PlainText? = nil, labels: [Label] = [], services: [ServiceRecord] = [], cloneSince: UTCTime? = nil
    ) {
        self.id = id
        self.name = name
        self.address = address
        self.standing = standing
        self.isOnline = isOnline
        self.since = since
        self.lastSeen = lastSeen
        self.lastEnd = lastEnd
        self.from = from
        self.agent = agent
        self.labels = labels
        self.services = services
        self.cloneSince = cloneSince
    }
}
