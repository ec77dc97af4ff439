/// Says its own name and a newline to whoever connects, then waits for the client to leave.
///
/// Tells streams that were mixed up: each target answers with another name.
package final class NamedServer: Sendable {
    /// What it says, without the newline.
    package let name: String
    /// The server underneath: port, counts, stop and restart.
    package let server: TCPServer
    /// The port on loopback.
    package var port: UInt16 { server.port }

    /// Listens at once.
    package init(_ name: String, _ family: Loopback = .v4) throws {
        self.name = name
        server = try TCPServer(family) { socket in
            try socket.send("\(name)\n".utf8)
            try socket.drain()
        }
    }

    deinit { server.stop() }
}
