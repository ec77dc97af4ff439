package import TunnelModel

/// Which devices are meant: those that meet all conditions; all of them without any.
package struct DeviceSelection: Codable, Sendable, Hashable {
    /// Their names match.
    package var pattern: NamePattern?
    /// They have all of these labels; a key alone takes every value.
    package var labels: [Label]
    /// They are connected, or not.
    package var isOnline: Bool?
    /// How far they are trusted.
    package var standing: DeviceStanding?

    /// Puts the parts together.
    package init(
        pattern: NamePattern? = nil, labels: [Label] = [], isOnline: Bool? = nil, standing: DeviceStanding? = nil
    ) {
        self.pattern = pattern
        self.labels = labels
        self.isOnline = isOnline
        self.standing = standing
    }
}
