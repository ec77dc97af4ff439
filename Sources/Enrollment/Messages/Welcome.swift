package import TunnelModel

/// What an accepted device learns at its hello. Its older sessions have ended by then.
package struct Welcome: Codable, Sendable, Hashable {
    /// Its name.
    package var device: DeviceName
    /// The loopback address that it may listen on.
    package var address: DeviceAddress
    /// The port of each service that it offered.
    package var ports: [ServicePort]
    /// Where to connect next time, and what to expect there.
    package var whereabouts: Whereabouts
    /// How many older sessions of the device were ended.
    package var endedSessions: Int
    /// What the agent should log, such as that another machine uses its key.
    package var notice: PlainText?

    /// A welcome.
    package init(
        device: DeviceName, address: DeviceAddress, ports: [ServicePort], whereabouts: Whereabouts, endedSessions: Int,
        notice: PlainText? = nil
    ) {
        self.device = device
        self.address = address
        self.ports = ports
        self.whereabouts = whereabouts
        self.endedSessions = endedSessions
        self.notice = notice
    }
}
