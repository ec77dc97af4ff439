package import TunnelModel

/// The bastion's answer to ``BoundQuestion``, in an ``Answer``: each service that was asked about is in one list.
package struct BoundReply: Codable, Sendable, Hashable {
    /// They listen on the device's address, and the listener is the device login's.
    package var bound: [ServiceName]
    /// They do not.
    package var missing: [ServiceName]
    /// Why, if the bastion knows, such as that GatewayPorts is wrong.
    package var reason: PlainText?

    /// A reply.
    package init(bound: [ServiceName], missing: [ServiceName], reason: PlainText? = nil) {
        self.bound = bound
        self.missing = missing
        self.reason = reason
    }
}
