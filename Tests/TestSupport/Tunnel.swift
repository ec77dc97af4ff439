/// A running tunnel to an `SSHDFixture`: one local port that ends at a port of the server's loopback.
package final class Tunnel: Sendable {
    /// The program, to signal it, to read its output, memory and descriptors.
    package let process: ChildProcess
    /// The local port on 127.0.0.1.
    package var port: UInt16 { reserved.port }
    private let reserved: RefusedPort

    /// What ssh writes with `-v` once the login and all its listeners are up.
    package static let readyLine = "Entering interactive session"

    /// Starts `program` (absolute path; nil: the program under test) with `-v -L` and blocks until it is ready.
    ///
    /// `target` is the port on the server's 127.0.0.1 where the tunnel ends, `via` the port to connect to when it is
    /// not the server's own, such as that of a `FaultProxy`; `options` are further words before the destination.
    package init(
        to sshd: SSHDFixture, target: UInt16, via: UInt16? = nil, program: String? = nil, options: [String] = []
    ) throws {
        let reserved = try RefusedPort()
        self.reserved = reserved
        let command = try TunnelCommand(
            to: sshd, port: via, forwards: ["-L", "127.0.0.1:\(reserved.port):127.0.0.1:\(target)"],
            options: ["-v"] + options)
        process = try ChildProcess(program ?? Repository.program(), command.arguments)
        try process.errors.waitForLine(containing: Self.readyLine)
    }

    deinit { close() }

    /// A client that is connected to the tunnel's local port.
    package func connect() throws -> TCPClient { try TCPClient(port: port) }

    /// Ends the program.
    package func close() { process.close() }
}
