import NIOCore
import SSHTransport
import TestSupport
import Testing
import TransportSupport
import TunnelModel

@Suite("The public library against a real sshd", .serialized)
struct SSHConnectionTests {
    private let nobody = Endpoint(host: "127.0.0.1", port: 1)

    @Test("a stream carries bytes to a service and back, and ends when both sides have finished")
    func directTCPIP() async throws {
        let rig = try await TransportRig()
        let echo = try EchoServer()
        let connection = try await rig.logIn()
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        let stream = try await connection.openDirectTCPIP(to: target, from: nobody).get()
        let harvest = try await Collector.collect(from: stream, writing: Array("round trip".utf8)).get()
        #expect(harvest.bytes == Array("round trip".utf8))
        #expect(harvest.hasEnded && harvest.fate == nil)
        await connection.close()
        try await rig.stop()
    }

    @Test("a refused open says why in the server's words, and the connection lives on")
    func refused() async throws {
        let rig = try await TransportRig()
        let port = try RefusedPort()
        let connection = try await rig.logIn()
        let error = await #expect(throws: SSHError.self) {
            try await connection.openDirectTCPIP(to: Endpoint(host: "127.0.0.1", port: port.port), from: nobody).get()
        }
        #expect(error?.code == .openRefused)
        #expect(error?.detail == "connect failed: Connection refused")
        _ = try await connection.ping().get()
        await connection.close()
        try await rig.stop()
    }

    @Test("a command gives its output, its standard error and its status")
    func exec() async throws {
        let rig = try await TransportRig()
        let connection = try await rig.logIn()
        let stream = try await connection.exec("printf out; printf err >&2; exit 7").get()
        let harvest = try await Collector.collect(from: stream).get()
        #expect(harvest.bytes == Array("out".utf8))
        // sshd itself writes to a command's standard error when its log level is debug.
        #expect(String(decoding: harvest.errorBytes, as: UTF8.self).hasSuffix("err"))
        #expect(harvest.status == 7)
        await connection.close()
        try await rig.stop()
    }

    @Test("a remote listener brings connections, and stops when told to")
    func listener() async throws {
        let rig = try await TransportRig()
        let connection = try await rig.logIn()
        let listener = try await connection.listen(host: "127.0.0.1", port: 0) { stream in
            _ = Collector.collect(from: stream, writing: Array("from afar".utf8))
        }.get()
        #expect(listener.port != 0)
        let answer = try await OwnThread.run {
            let client = try TCPClient(port: listener.port)
            client.finish()
            return try client.receiveToEnd()
        }
        #expect(Array(answer) == Array("from afar".utf8))
        try await connection.eventLoop.submit { listener.stop() }.get()
        _ = try await connection.ping().get()
        await #expect(throws: (any Error).self) {
            try await OwnThread.run { _ = try TCPClient(port: listener.port) }
        }
        await connection.close()
        try await rig.stop()
    }

    @Test("no authentication step is taken before the host key has been accepted")
    func hostKeyFirst() async throws {
        let rig = try await TransportRig()
        let connection = try await rig.attach()
        _ = try await connection.exchangeKeys()
        await #expect(throws: SSHError.self) { _ = try await connection.methods(for: rig.sshd.user) }
        await connection.close()
        try await rig.stop()
    }

    @Test("a closed connection refuses everything with the reason, and its end is told once")
    func closed() async throws {
        let rig = try await TransportRig()
        let connection = try await rig.logIn()
        await connection.close()
        #expect(try await connection.ended.get() == nil)
        #expect(try await connection.eventLoop.submit { connection.cipher }.get() == "")
        await #expect(throws: SSHError.self) { _ = try await connection.ping().get() }
        await #expect(throws: SSHError.self) {
            _ = try await connection.openDirectTCPIP(to: nobody, from: nobody).get()
        }
        try await rig.stop()
    }

    @Test("a server that is killed ends the connection, its streams and its pings with the reason")
    func killed() async throws {
        let rig = try await TransportRig()
        let echo = try EchoServer()
        let connection = try await rig.logIn()
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        let stream = try await connection.openDirectTCPIP(to: target, from: nobody).get()
        let waiting = Hold.on(stream)
        try await OwnThread.run { rig.sshd.signalSessions(9) }
        #expect(try await connection.ended.get()?.code == .peerClosed)
        #expect(try await waiting.get()?.code == .peerClosed)
        try await rig.stop()
    }
}
