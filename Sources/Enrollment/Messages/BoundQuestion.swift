import StrictJSON
package import TunnelModel

/// The agent's question, after its listens, whether they are where they should be: the verb `bound?`, with this as the
/// one line on its standard input.
///
/// sshd may report success and bind 127.0.0.1 instead (`GatewayPorts no`), which only the bastion can see.
package struct BoundQuestion: JSONMessage, Hashable {
    /// ``ProtocolVersion/current``.
    package static var version: Int { ProtocolVersion.current }

    /// The services for which sshd has said yes.
    package var services: [ServiceName]

    /// A question.
    package init(services: [ServiceName]) {
        self.services = services
    }
}
