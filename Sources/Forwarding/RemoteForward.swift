package import TunnelModel

/// One remote forward (`-R`): what the server is asked to listen on, and where its connections go on this side.
package struct RemoteForward: Sendable, Equatable {
    /// The address as it goes to the server: "localhost", "" for every address, or a name or address of the server's
    /// (RFC 4254 section 7.1).
    package var host: String
    /// The port that is asked for; 0 lets the server choose.
    package var port: UInt16
    /// A TCP target, a Unix socket, or SOCKS: whatever each connection asks for.
    package var target: ForwardTarget

    /// Takes the three; nothing is looked up yet.
    package init(host: String, port: UInt16, target: ForwardTarget) {
        self.host = host
        self.port = port
        self.target = target
    }
}
