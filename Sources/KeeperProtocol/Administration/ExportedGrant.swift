package import TunnelModel

/// A grant in an export. Those that have ended are not exported.
package struct ExportedGrant: Codable, Sendable, Hashable {
    /// Who is permitted.
    package var to: GrantSubject
    /// Which devices are meant.
    package var target: GrantTarget
    /// Which services; empty for all.
    package var services: [ServiceName]
    /// When it ends.
    package var until: UTCTime?
    /// When it was given.
    package var created: UTCTime?

    /// Puts the parts together.
    package init(
        to: GrantSubject, target: GrantTarget, services: [ServiceName] = [], until: UTCTime? = nil,
        created: UTCTime? = nil
    ) {
        self.to = to
        self.target = target
        self.services = services
        self.until = until
        self.created = created
    }
}
