import TestSupport

/// A running tunnel with a local port for each of several targets.
final class ManyForwards: Sendable {
    /// The program, to signal it, to read its output, memory and descriptors.
    let process: ChildProcess
    /// The local ports, in the order of the targets.
    var ports: [UInt16] { reserved.map(\.port) }
    private let reserved: [RefusedPort]

    /// Starts `program` with `-v` and a `-L` for each target, a port on the server's 127.0.0.1, and blocks until it is
    /// ready. `via` is the port to connect to when it is not the server's own.
    init(
        to sshd: SSHDFixture, targets: [UInt16], via: UInt16? = nil, program: Program = .sallyport,
        options: [String] = []
    ) throws {
        let reserved = try targets.map { _ in try RefusedPort() }
        let forwards = zip(reserved, targets).flatMap { ["-L", "127.0.0.1:\($0.port):127.0.0.1:\($1)"] }
        let command = try TunnelCommand(to: sshd, port: via, forwards: forwards, options: ["-v"] + options)
        self.reserved = reserved
        process = try ChildProcess(program.path, command.arguments)
        try process.errors.waitForLine(containing: Tunnel.readyLine)
    }

    deinit { process.close() }
}
