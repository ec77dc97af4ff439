package import TunnelModel

/// Which devices are meant. All conditions must hold; the default is every device.
package struct DeviceFilter: Sendable, Hashable {
    /// Names that match.
    package var names: NamePattern?
    /// In this state.
    package var state: DeviceState?
    /// With all of these labels; a key alone takes every value.
    package var labels: [Label]
    /// Names after this one, to go on with a list.
    package var after: DeviceName?
    /// At most so many; nil for all.
    package var limit: Int?

    /// A filter from its conditions.
    package init(
        names: NamePattern? = nil, state: DeviceState? = nil, labels: [Label] = [], after: DeviceName? = nil,
        limit: Int? = nil
    ) {
        self.names = names
        self.state = state
        self.labels = labels
        self.after = after
        self.limit = limit
    }
}
