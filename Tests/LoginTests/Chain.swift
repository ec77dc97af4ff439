import NIOCore
import SSHTransport
import TestSupport
import TunnelModel

@testable import Link

/// Some servers in a row, and a maker that goes through all of them to the last.
struct Chain: Sendable {
    let servers: [SSHDFixture]
    let rig: Rig

    init(_ count: Int) async throws {
        rig = try Rig()
        servers = try await OwnThread.run { try (0..<count).map { _ in try SSHDFixture() } }
    }

    var settings: LinkSettings {
        var settings = rig.settings(servers[servers.count - 1])
        settings.identities = [servers[servers.count - 1].identity]
        settings.hops = servers.dropLast().map { rig.hop($0) }
        return settings
    }

    func make() async throws -> SSHConnection {
        try await rig.maker(settings).make()
    }

    /// A stream through the whole chain to a service on loopback.
    func open(_ port: UInt16, over connection: SSHConnection) async throws -> SSHStream {
        let nobody = Endpoint(host: "127.0.0.1", port: 1)
        return try await connection.openDirectTCPIP(to: Endpoint(host: "127.0.0.1", port: port), from: nobody).get()
    }

    /// Blocks until no server has a session left.
    func waitForSilence() async throws {
        let servers = servers
        try await OwnThread.run { for server in servers { try server.waitForSessions(0) } }
    }
}
