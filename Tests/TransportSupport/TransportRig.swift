import Foundation
package import Keys
import NIOCore
package import NIOPosix
package import SSHTransport
package import TestSupport
import TunnelModel

/// A real sshd and connections to it, as a user of the library makes them.
package struct TransportRig: Sendable {
    /// The server.
    package let sshd: SSHDFixture
    /// The key that may log in.
    package let key: PrivateKey
    /// One loop for all connections.
    package let group: MultiThreadedEventLoopGroup

    /// Starts the server; nothing connects yet.
    package init(_ options: SSHDOptions? = nil) async throws {
        let (sshd, text) = try await OwnThread.run {
            let sshd = try SSHDFixture(options)
            return (sshd, try String(contentsOfFile: sshd.identity, encoding: .utf8))
        }
        self.sshd = sshd
        key = try PrivateKeyFile(text).unlock(passphrase: nil)
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    }

    /// Connects over TCP and puts a connection on the channel; nothing is sent yet.
    package func attach(_ configuration: SSHConfiguration = SSHConfiguration()) async throws -> SSHConnection {
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.autoRead, value: false)
            .connect(host: "127.0.0.1", port: Int(sshd.port)).get()
        return try await SSHConnection.attach(to: channel, configuration: configuration)
    }

    /// Takes a connection through the whole login.
    package func logIn(_ configuration: SSHConfiguration = SSHConfiguration()) async throws -> SSHConnection {
        let connection = try await attach(configuration)
        try await logIn(connection)
        return connection
    }

    /// The same for a connection that has been put on its carrier already.
    package func logIn(_ connection: SSHConnection) async throws {
        _ = try await connection.exchangeKeys()
        try await connection.acceptHostKey()
        _ = try await connection.methods(for: sshd.user)
        let step = try await connection.offer(publicKey: key.publicKey.blob, user: sshd.user)
        guard case .signatureWanted(let data) = step else { throw Unexpected(step: step) }
        let algorithm = try SignatureRequest(data).algorithm
        let last = try await connection.sign(try key.sign(data, algorithm: algorithm))
        guard last == .authenticated else { throw Unexpected(step: last) }
    }

    /// Ends one process of sshd, and with it the connection that it serves.
    package func kill(_ pid: pid_t) {
        for child in ProcessReadings.family(of: pid).reversed() { Foundation.kill(child, SIGKILL) }
    }

    /// A login step that the test did not foresee.
    package struct Unexpected: Error {
        /// The step that came.
        package var step: SSHLoginStep
    }

    /// Ends the server and the loop.
    package func stop() async throws {
        try await OwnThread.run { sshd.stop() }
        try await group.shutdownGracefully()
    }
}
