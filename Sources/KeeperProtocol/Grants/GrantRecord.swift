package import Enrollment
package import TunnelModel

/// A grant.
package struct GrantRecord: Codable, Sendable, Hashable {
    /// Its number.
    package var id: GrantID
    /// Who is permitted.
    package var to: GrantSubject
    /// Which devices are meant.
    package var target: GrantTarget
    /// Which services; empty for all.
    package var services: [ServiceName]
    /// When it was given.
    package var created: UTCTime
    /// Who gave it.
    package var createdBy: PlainText
    /// The first second in which it holds no longer.
    package var until: UTCTime?
    /// When it was ended.
    package var ended: UTCTime?

    /// Puts the parts together.
    package init(
        id: GrantID, to: GrantSubject, target: GrantTarget, services: [ServiceName], created: UTCTime,
        createdBy: PlainText, until: UTCTime? = nil, ended: UTCTime? = nil
    ) {
        self.id = id
        self.to = to
        self.target = target
        self.services = services
        self.created = created
        self.createdBy = createdBy
        self.until = until
        self.ended = ended
    }
}
