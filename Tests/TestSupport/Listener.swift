import Glibc

/// A TCP listener on loopback, on a port that the system chose and that stays ours while it is stopped.
///
/// A second socket is bound to the same port without listening: between `stop` and `resume` connects are refused, and
/// no other process can be given the port.
package final class Listener: Sendable {
    /// Address family that it listens on.
    package let family: Loopback
    /// The port, the same for the whole life of the listener.
    package let port: UInt16
    private let reservation: RefusedPort
    private let current: Watched<Descriptor?>

    /// Binds and listens at once. `backlog` is the queue of `listen(2)`.
    package init(_ family: Loopback = .v4, backlog: Int32 = 512) throws {
        self.family = family
        reservation = try RefusedPort(family)
        port = reservation.port
        current = Watched(try Self.open(family, port: port, backlog: backlog))
    }

    deinit { stop() }

    /// The next connection, or nil once the listener is stopped.
    package func accept() -> Descriptor? {
        while let socket = current.value {
            guard (try? socket.isReady(for: POLLIN, by: .never)) == true else { return nil }
            let (raw, code) = SpawnGate.hold { () -> (Int32, Int32) in
                let raw = Glibc.accept(socket.raw, nil, nil)
                let code = errno
                if raw >= 0 { _ = fcntl(raw, F_SETFD, FD_CLOEXEC) }
                return (raw, code)
            }
            if raw >= 0 { return Descriptor(adopting: raw) }
            guard code == EAGAIN || code == EINTR || code == ECONNABORTED else { return nil }
        }
        return nil
    }

    /// Stops listening: from here on connects are refused. Accepted connections live on.
    package func stop() {
        // On Linux a shutdown takes a listening socket out of the listening state at once and wakes its poll.
        current.update { socket in
            socket?.shutDown()
            socket = nil
        }
    }

    /// Listens again on the same port.
    package func resume() throws {
        let socket = try Self.open(family, port: port, backlog: 512)
        current.update { $0 = socket }
    }

    private static func open(_ family: Loopback, port: UInt16, backlog: Int32) throws -> Descriptor {
        let socket = try Descriptor.stream(family)
        socket.set(SOL_SOCKET, SO_REUSEADDR, to: 1)
        let bound = family.withAddress(port: port) { bind(socket.raw, $0, $1) }
        guard bound == 0 else { throw RigError(system: "bind [\(family.host)]:\(port)") }
        guard listen(socket.raw, backlog) == 0 else { throw RigError(system: "listen") }
        _ = fcntl(socket.raw, F_SETFL, O_NONBLOCK)
        return socket
    }
}
