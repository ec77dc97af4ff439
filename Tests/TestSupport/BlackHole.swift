import Glibc

/// A loopback port where connects neither succeed nor fail: it listens, its queue is full, nobody accepts.
package final class BlackHole: Sendable {
    /// The port that the system chose.
    package var port: UInt16 { listener.port }
    private let listener: Listener
    private let fillers: [Descriptor]

    /// Listens with the shortest queue and fills it.
    package init(_ family: Loopback = .v4) throws {
        let listener = try Listener(family, backlog: 0)
        self.listener = listener
        // With a queue of 0 Linux holds one connection. The first connect blocks until it is in; further ones hang,
        // and do no harm if they do not.
        fillers = try (0..<3).map { index in
            let socket = try Descriptor.stream(family)
            if index > 0 { _ = fcntl(socket.raw, F_SETFL, O_NONBLOCK) }
            let result = family.withAddress(port: listener.port) { connect(socket.raw, $0, $1) }
            guard result == 0 || errno == EINPROGRESS else { throw RigError(system: "connect") }
            return socket
        }
    }
}
