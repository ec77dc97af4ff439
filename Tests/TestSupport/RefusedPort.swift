import Glibc

/// A loopback port where connects are refused and that nobody is given by chance: bound, never listening.
///
/// A program that asks for this very port with SO_REUSEADDR, as ssh does for its forwards, may listen on it. So it also
/// reserves a port for the `-L` of a program under test, without a race.
package final class RefusedPort: Sendable {
    /// The port that the system chose.
    package let port: UInt16
    private let socket: Descriptor

    /// Binds a free port of `family`.
    package init(_ family: Loopback = .v4) throws {
        let socket = try Descriptor.stream(family)
        self.socket = socket
        let bound = family.withAddress(port: 0) { bind(socket.raw, $0, $1) }
        guard bound == 0 else { throw RigError(system: "bind [\(family.host)]:0") }
        port = try Loopback.port(of: socket)
        // Only after the bind: the choice of a free port must be exclusive, the later listener must be let in.
        socket.set(SOL_SOCKET, SO_REUSEADDR, to: 1)
    }
}
