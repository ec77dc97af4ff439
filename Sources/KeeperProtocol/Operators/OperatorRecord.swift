package import Enrollment
package import TunnelModel

/// An operator.
package struct OperatorRecord: Codable, Sendable, Hashable {
    /// Its number.
    package var id: OperatorID
    /// Its name.
    package var name: OperatorName
    /// Whether it is shut out.
    package var isRevoked: Bool
    /// Its groups.
    package var groups: [GroupName]
    /// The keys in use.
    package var keys: [KeyFingerprint]
    /// When it came into the registry.
    package var created: UTCTime
    /// How many of its sessions live.
    package var sessions: Int
    /// When its latest session began or ended.
    package var lastSeen: UTCTime?
    /// From where it last came.
    package var from: PlainText?

    /// Puts the parts together.
    package init(
        id: OperatorID, name: OperatorName, isRevoked: Bool, groups: [GroupName], keys: [KeyFingerprint],
        created: UTCTime, sessions: Int, lastSeen: UTCTime? = nil, from: PlainText? = nil
    ) {
        self.id = id
        self.name = name
        self.isRevoked = isRevoked
        self.groups = groups
        self.keys = keys
        self.created = created
        self.sessions = sessions
        self.lastSeen = lastSeen
        self.from = from
    }
}
