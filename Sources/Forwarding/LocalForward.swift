package import TunnelModel

/// One local forward, ready to be bound: TCP on this side, a TCP target on the far side.
package struct LocalForward: Sendable, Equatable {
    /// Where to listen, in ssh's order; numeric addresses or names.
    package var hosts: [String]
    package var port: UInt16
    package var target: Endpoint

    package init(hosts: [String], port: UInt16, target: Endpoint) {
        self.hosts = hosts
        self.port = port
        self.target = target
    }
}
