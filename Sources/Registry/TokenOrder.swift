package import TunnelModel

/// What a token is to do.
package struct TokenOrder: Sendable, Hashable {
    /// Whom the token enrolls, and under which name.
    package enum Naming: Sendable, Hashable {
        /// One device of this name.
        case device(DeviceName)
        /// Devices named by a template.
        case devices(NameTemplate)
        /// One operator of this name.
        case `operator`(OperatorName)
    }

    /// Whom it enrolls.
    package var naming: Naming
    /// How often, 1–100,000; more than once only with a template.
    package var uses: Int
    /// The first second in which it is over.
    package var expires: UTCTime
    /// Labels that its devices get.
    package var labels: [Label]
    /// Services that its devices are told to offer.
    package var services: [ServiceTarget]
    /// Groups that its operator gets.
    package var groups: [GroupName]
    /// Whether it may put a new key in the place of a name's old one.
    package var replaces: Bool
    /// Whether what it enrolls is accepted at once, else pending. By default only what bears a given name is.
    package var accepts: Bool
    /// From where alone it may be used; nil for anywhere.
    package var from: AddressRange?

    /// An order from its parts.
    package init(
        naming: Naming, uses: Int = 1, expires: UTCTime, labels: [Label] = [], services: [ServiceTarget] = [],
        groups: [GroupName] = [], replaces: Bool = false, accepts: Bool? = nil, from: AddressRange? = nil
    ) {
        self.naming = naming
        self.uses = uses
        self.expires = expires
        self.labels = labels
        self.services = services
        self.groups = groups
        self.replaces = replaces
        self.from = from
        if case .devices = naming { self.accepts = accepts ?? false } else { self.accepts = accepts ?? true }
    }

    /// Throws when the parts do not go together.
    func check(at time: UTCTime) throws(RegistryError) {
        guard expires > time else { throw .invalid("the token would be over at once: \(expires)") }
        guard (1...100_000).contains(uses) else { throw .invalid("a token has 1 to 100000 uses, not \(uses)") }
        guard labels.count <= 64, services.count <= Greeting.maximumServices, groups.count <= 64 else {
            throw .invalid("too many labels, services or groups for one token")
        }
        guard Set(services.map(\.name)).count == services.count else {
            throw .invalid("a service is suggested twice")
        }
        switch naming {
        case .devices:
            guard !replaces else { throw .invalid("only a token for one name can replace") }
            guard groups.isEmpty else { throw .invalid("groups are for operators") }
        case .device:
            guard uses == 1 else { throw .invalid("a token for one name has one use; give a template such as cam-{n}") }
            guard groups.isEmpty else { throw .invalid("groups are for operators") }
        case .operator:
            guard uses == 1 else { throw .invalid("a token for one name has one use") }
            guard labels.isEmpty, services.isEmpty else { throw .invalid("labels and services are for devices") }
            guard accepts else { throw .invalid("operators are accepted or not invited: pending is for devices") }
        }
    }
}
