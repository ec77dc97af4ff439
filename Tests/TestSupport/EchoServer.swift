/// Sends back what it gets; when the client finishes sending, it finishes too.
package final class EchoServer: Sendable {
    /// The server underneath: port, counts, stop and restart.
    package let server: TCPServer
    /// The port on loopback.
    package var port: UInt16 { server.port }

    /// Listens at once.
    package init(_ family: Loopback = .v4) throws {
        server = try TCPServer(family) { socket in
            socket.sendAtOnce()
            while true {
                let bytes = try socket.read(upTo: 65_536, by: .never)
                if bytes.isEmpty { break }
                try socket.send(bytes)
            }
            socket.finishSending()
        }
    }

    deinit { server.stop() }
}
