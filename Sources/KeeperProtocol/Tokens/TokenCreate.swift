package import Enrollment
package import TunnelModel

/// `token create`: makes a token and tells it once.
package struct TokenCreate: KeeperQuestion {
    /// ``KeeperVerb/tokenCreate``.
    package static let verb = KeeperVerb.tokenCreate
    /// The end of its answer.
    package typealias End = TokenCreated

    /// Whom it enrolls, under which name.
    package var naming: TokenNaming
    /// How often it may be used, 1-100,000; more than once only with a template.
    package var uses: Int
    /// When it is over.
    package var until: Until
    /// Labels that its devices get.
    package var labels: [Label]
    /// Services that its devices are told to offer.
    package var services: [OfferedService]
    /// Groups that its operator gets.
    package var groups: [GroupName]
    /// Whether it may put a new key in the place of the name's old one.
    package var replaces: Bool
    /// Whether what it enrolls is accepted at once (`--auto-accept`) or waits for approval (`--pending`); nil: accepted
    /// if the token gives the name.
    package var accepts: Bool?
    /// From where alone it may be used.
    package var from: NetworkRange?

    /// Puts the parts together.
    package init(
        naming: TokenNaming, uses: Int = 1, until: Until, labels: [Label] = [], services: [OfferedService] = [],
        groups: [GroupName] = [], replaces: Bool = false, accepts: Bool? = nil, from: NetworkRange? = nil
    ) {
        self.naming = naming
        self.uses = uses
        self.until = until
        self.labels = labels
        self.services = services
        self.groups = groups
        self.replaces = replaces
        self.accepts = accepts
        self.from = from
    }

    /// The request.
    package var request: KeeperRequest { .tokenCreate(self) }
}
