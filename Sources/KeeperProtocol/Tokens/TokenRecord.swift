package import Enrollment
package import TunnelModel

/// A token as the registry keeps it, without its secret.
package struct TokenRecord: Codable, Sendable, Hashable {
    /// Its number.
    package var id: TokenID
    /// Whom it enrolls, under which name.
    package var naming: TokenNaming
    /// How often it could be used at first.
    package var uses: Int
    /// How often it may still be used.
    package var usesLeft: Int
    /// When it was made.
    package var created: UTCTime
    /// Who made it.
    package var createdBy: PlainText
    /// When it is over.
    package var expires: UTCTime
    /// When it was revoked.
    package var revoked: UTCTime?
    /// Labels that its devices get.
    package var labels: [Label]
    /// Services that its devices are told to offer.
    package var services: [OfferedService]
    /// Groups that its operator gets.
    package var groups: [GroupName]
    /// Whether it may put a new key in the place of an old one.
    package var replaces: Bool
    /// Whether what it enrolls is accepted at once.
    package var accepts: Bool
    /// From where alone it may be used.
    package var from: NetworkRange?

    /// Puts the parts together.
    package init(
        id: TokenID, naming: TokenNaming, uses: Int, usesLeft: Int, created: UTCTime, createdBy: PlainText,
        expires: UTCTime, revoked: UTCTime? = nil, labels: [Label] = [], services: [OfferedService] = [],
        groups: [GroupName] = [], replaces: Bool = false, accepts: Bool = true, from: NetworkRange? = nil
    ) {
        self.id = id
        self.naming = naming
        self.uses = uses
        self.usesLeft = usesLeft
        self.created = created
        self.createdBy = createdBy
        self.expires = expires
        self.revoked = revoked
        self.labels = labels
        self.services = services
        self.groups = groups
        self.replaces = replaces
        self.accepts = accepts
        self.from = from
    }
}
