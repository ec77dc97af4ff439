/// A real TCP server on loopback: one thread accepts, one thread serves each connection with blocking calls.
package final class TCPServer: Sendable {
    /// Serves one connection. When it returns or throws, the connection is closed.
    package typealias Handler = @Sendable (Descriptor) throws -> Void

    private struct Connections: Sendable {
        var accepted = 0
        var live: [Int: Descriptor] = [:]
    }

    /// The port, the same for the whole life of the server.
    package var port: UInt16 { listener.port }
    private let listener: Listener
    private let connections = Watched(Connections())
    private let handler: Handler

    /// Listens at once on a port of the system's choice.
    package init(_ family: Loopback = .v4, serve handler: @escaping Handler) throws {
        listener = try Listener(family)
        self.handler = handler
        startAccepting()
    }

    deinit { stop() }

    /// How many connections were accepted so far.
    package var acceptedCount: Int { connections.value.accepted }

    /// How many connections are being served now.
    package var liveCount: Int { connections.value.live.count }

    /// Blocks until `count` connections have been accepted in all.
    package func waitForAccepted(_ count: Int, by deadline: Deadline = .usual) throws {
        let done = try connections.wait(by: deadline) { $0.accepted >= count ? true : nil }
        if done == nil { throw RigError.late("\(count) connections, saw \(acceptedCount)") }
    }

    /// Blocks until exactly `count` connections are being served, 0 for all gone.
    package func waitForLive(_ count: Int, by deadline: Deadline = .usual) throws {
        let done = try connections.wait(by: deadline) { $0.live.count == count ? true : nil }
        if done == nil { throw RigError.late("\(count) live connections, there are \(liveCount)") }
    }

    /// Refuses connects from here on; connections live on.
    package func stopListening() { listener.stop() }

    /// Accepts connects again on the same port.
    package func listenAgain() throws {
        try listener.resume()
        startAccepting()
    }

    /// Ends all connections that are being served.
    package func dropConnections() {
        for socket in connections.value.live.values { socket.shutDown() }
    }

    /// Refuses connects and ends all connections.
    package func stop() {
        stopListening()
        dropConnections()
    }

    private func startAccepting() {
        OwnThread.start { [listener, connections, handler] in
            while let socket = listener.accept() {
                let number = connections.update { state in
                    state.accepted += 1
                    state.live[state.accepted] = socket
                    return state.accepted
                }
                OwnThread.start {
                    // A peer that is gone is the normal end of a connection here.
                    try? handler(socket)
                    socket.shutDown()
                    connections.update { _ = $0.live.removeValue(forKey: number) }
                }
            }
        }
    }
}
