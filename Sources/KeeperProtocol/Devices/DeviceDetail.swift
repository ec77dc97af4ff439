package import Enrollment
package import TunnelModel

/// All that is known of one device.
package struct DeviceDetail: Codable, Sendable, Hashable {
    /// What a list has.
    package var device: DeviceRecord
    /// When it came into the registry.
    package var created: UTCTime
    /// Its key; nil for a name that is only reserved.
    package var key: PublicKey?
    /// What it says of its machine.
    package var facts: MachineFacts
    /// The boot id of its latest hello.
    package var bootID: PlainText?
    /// Its sessions that live.
    package var sessions: [SessionRecord]

    /// Puts the parts together.
    package init(
        device: DeviceRecord, created: UTCTime, key: PublicKey? = nil, facts: MachineFacts, bootID: PlainText? = nil,
        sessions: [SessionRecord]
    ) {
        self.device = device
        self.created = created
        self.key = key
        self.facts = facts
        self.bootID = bootID
        self.sessions = sessions
    }
}
