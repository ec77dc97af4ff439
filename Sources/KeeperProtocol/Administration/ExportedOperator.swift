package import TunnelModel

/// An operator in an export.
package struct ExportedOperator: Codable, Sendable, Hashable {
    /// Its name.
    package var name: OperatorName
    /// Its keys.
    package var keys: [PublicKey]
    /// Its groups.
    package var groups: [GroupName]
    /// Whether it is shut out.
    package var isRevoked: Bool
    /// When it came into the registry.
    package var created: UTCTime?

    /// Puts the parts together.
    package init(
        name: OperatorName, keys: [PublicKey], groups: [GroupName] = [], isRevoked: Bool, created: UTCTime? = nil
    ) {
        self.name = name
        self.keys = keys
        self.groups = groups
        self.isRevoked = isRevoked
        self.created = created
    }
}
