import NIOCore
import SSHTransport
import TestSupport
import Testing
import TransportSupport
import TunnelModel

@Suite("A connection through another one", .serialized)
struct NestedConnectionTests {
    private let nobody = Endpoint(host: "127.0.0.1", port: 1)

    /// A session with the same sshd, through a stream of `outer`.
    private func nest(_ rig: TransportRig, over outer: SSHConnection) async throws -> SSHConnection {
        let inner = try await outer.openDirectTCPIP(
            to: Endpoint(host: "127.0.0.1", port: rig.sshd.port), from: nobody, window: 16 << 20
        ).flatMapThrowing { stream in
            try SSHConnection.attach(over: stream, named: "jump host", configuration: SSHConfiguration())
        }.get()
        try await rig.logIn(inner)
        return inner
    }

    @Test("a stream through two connections carries bytes both ways, and a half-closed one goes on receiving")
    func echo() async throws {
        let rig = try await TransportRig()
        let echo = try EchoServer()
        let outer = try await rig.logIn()
        let inner = try await nest(rig, over: outer)
        let bytes = [UInt8](repeating: 42, count: 3_000_000)
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        let stream = try await inner.openDirectTCPIP(to: target, from: nobody).get()
        let harvest = try await Collector.collect(from: stream, writing: bytes).get()
        #expect(harvest.bytes == bytes)
        #expect(harvest.hasEnded && harvest.fate == nil)
        await inner.close()
        _ = try await outer.ping().get()
        await outer.close()
        try await rig.stop()
    }

    @Test("closing the inner connection ends its sshd and leaves the outer one alone")
    func closeInner() async throws {
        let rig = try await TransportRig()
        let outer = try await rig.logIn()
        let inner = try await nest(rig, over: outer)
        try await OwnThread.run { try rig.sshd.waitForSessions(2) }
        await inner.close()
        #expect(try await inner.ended.get() == nil)
        try await OwnThread.run { try rig.sshd.waitForSessions(1) }
        #expect(try await outer.eventLoop.submit { outer.streamCount }.get() == 0)
        await outer.close()
        try await rig.stop()
    }

    @Test("when the outer connection is lost, the inner one and its streams end with the reason")
    func outerLost() async throws {
        let rig = try await TransportRig()
        let echo = try EchoServer()
        let outer = try await rig.logIn()
        let outerPIDs = rig.sshd.sessionPIDs
        let inner = try await nest(rig, over: outer)
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        let held = Hold.on(try await inner.openDirectTCPIP(to: target, from: nobody).get())
        try await OwnThread.run { for pid in outerPIDs { rig.kill(pid) } }
        let fate = try await inner.ended.get()
        #expect(fate?.code == .peerClosed && fate?.operation == .connect)
        #expect(fate?.detail.hasPrefix("jump host: ") == true)
        #expect(try await held.get()?.code == .peerClosed)
        #expect(try await outer.ended.get()?.code == .peerClosed)
        try await rig.stop()
    }

    @Test("closing the outer connection ends the inner one")
    func closeOuter() async throws {
        let rig = try await TransportRig()
        let outer = try await rig.logIn()
        let inner = try await nest(rig, over: outer)
        await outer.close()
        #expect(try await inner.ended.get()?.code == .peerClosed)
        try await OwnThread.run { try rig.sshd.waitForSessions(0) }
        try await rig.stop()
    }

    @Test("a server behind that closes at once ends the inner connection with its own words")
    func goneAtOnce() async throws {
        let rig = try await TransportRig()
        let shy = try TCPServer { $0.close() }
        let outer = try await rig.logIn()
        let inner = try await outer.openDirectTCPIP(to: Endpoint(host: "127.0.0.1", port: shy.port), from: nobody)
            .flatMapThrowing { try SSHConnection.attach(over: $0, configuration: SSHConfiguration()) }.get()
        let error = await #expect(throws: SSHError.self) { _ = try await inner.exchangeKeys() }
        #expect(error?.code == .peerClosed)
        #expect(error?.detail == "closed by remote host")
        await outer.close()
        try await rig.stop()
    }
}
