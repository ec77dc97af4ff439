import SSHTransport
import TestSupport
import Testing
import TransportSupport
import TunnelModel

@Suite("Login steps out of turn")
struct LoginOrderTests {
    @Test("a signature that nobody asked for is refused at once, and the login goes on")
    func unwantedSignature() async throws {
        let rig = try await TransportRig()
        let connection = try await rig.attach()
        _ = try await connection.exchangeKeys()
        try await connection.acceptHostKey()
        await #expect(throws: SSHError.self) { _ = try await connection.sign([1]) }
        guard case .methods = try await connection.methods(for: rig.sshd.user) else {
            Issue.record("no list of methods")
            return
        }
        await connection.close()
        try await rig.stop()
    }

    @Test("a host key cannot be accepted before it is there")
    func earlyAcceptance() async throws {
        let rig = try await TransportRig()
        let connection = try await rig.attach()
        try await connection.acceptHostKey()
        _ = try await connection.exchangeKeys()
        await #expect(throws: SSHError.self) { _ = try await connection.methods(for: rig.sshd.user) }
        await connection.close()
        try await rig.stop()
    }
}
