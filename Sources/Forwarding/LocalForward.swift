package import TunnelModel

/// One local forward, ready to be bound: TCP on this side, a TCP target on the far side.
package struct LocalForward: Sendable, Equatable {
    /// Where to listen, in ssh's order; numeric addresses or names.
    package var hosts: [String]
    /// The port on each of these hosts, 1–65535.
    package var port: UInt16
    /// Where the far side connects to.
    package var target: Endpoint

    /// Takes the three; nothing is looked up yet.
    package init(hosts: [String], port: UInt16, target: Endpoint) {
        self.hosts = hosts
        self.port = port
        self.target = target
    }
}
