package import TunnelModel

/// The answer to `whoami`.
package struct OperatorSelf: Codable, Sendable, Hashable {
    /// The operator's name.
    package var name: OperatorName
    /// The fingerprint of the key that logged in.
    package var key: KeyFingerprint?
    /// The operator's groups.
    package var groups: [GroupName]
    /// When the operator's key ends; nil if it does not.
    package var until: UTCTime?
    /// How many grants are in force.
    package var grants: Int
    /// Where to connect next time, and what to expect there.
    package var whereabouts: Whereabouts?

    /// An operator.
    package init(
        name: OperatorName, key: KeyFingerprint?, groups: [GroupName], until: UTCTime?, grants: Int,
        whereabouts: Whereabouts? = nil
    ) {
        self.name = name
        self.key = key
        self.groups = groups
        self.until = until
        self.grants = grants
        self.whereabouts = whereabouts
    }
}
