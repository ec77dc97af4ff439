import Foundation
import Link
import NIOCore
import TestSupport
import Testing
import TunnelModel

@Suite("Remote listeners on a real sshd")
struct RemoteListenTests {
    private static func echoes(_ text: String, through port: UInt16) async throws -> Bool {
        try await OwnThread.run {
            let client = try TCPClient(port: port)
            try client.send(text + "\n")
            return try client.receiveLine() == text
        }
    }

    @Test("a listener with port 0 is back with its port after a reconnect")
    func keepsItsPort() async throws {
        let rig = try await LinkRig()
        let request = RemoteListen(host: "127.0.0.1", port: 0)
        try await rig.run(rig.settings()) { streams in
            let listening = try await streams.listen(request, acceptor: EchoHandler.serve)
            let port = try await listening.firstOutcome.get()
            #expect(try await Self.echoes("before", through: port))
            try await rig.killSessions()
            try await rig.wait(2) { $0 == .listening(request, port: port) }
            #expect(try await Self.echoes("after", through: port))
            streams.cancelListen(listening.id)
            _ = try await OwnThread.run { try rig.sshd.waitForLog(containing: "cancel-tcpip-forward") }
        }
        try await rig.stop()
    }

    @Test("a port that the half-dead session still holds is asked for until it is free")
    func heldByOldSession() async throws {
        let rig = try await LinkRig()
        var settings = rig.settings()
        settings.aliveInterval = .milliseconds(500)
        settings.aliveCountMax = 1
        let probe = try TCPServer { _ in }
        let port = probe.port
        probe.stop()
        let request = RemoteListen(host: "127.0.0.1", port: port)
        try await rig.run(settings) { streams in
            let listening = try await streams.listen(request, acceptor: EchoHandler.serve)
            #expect(try await listening.firstOutcome.get() == port)
            let old = try await OwnThread.run {
                let pids = rig.sshd.sessionPIDs.flatMap { ProcessReadings.family(of: $0) }
                for pid in pids { kill(pid, SIGSTOP) }
                return pids
            }
            try await rig.wait { if case .listenRefused(request, _, isRepeated: false) = $0 { true } else { false } }
            for pid in old { kill(pid, SIGKILL) }
            try await rig.wait(2) { $0 == .listening(request, port: port) }
            #expect(try await Self.echoes("again", through: port))
        }
        try await rig.stop()
    }

    @Test("a refusal is told with its error, and opens go on")
    func refused() async throws {
        let rig = try await LinkRig(SSHDOptions(lines: ["PermitListen none"]))
        let echo = try EchoServer()
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        try await rig.run(rig.settings()) { streams in
            let listening = try await streams.listen(
                RemoteListen(host: "127.0.0.1", port: 0), acceptor: EchoHandler.serve)
            let error = await #expect(throws: SSHError.self) { _ = try await listening.firstOutcome.get() }
            #expect(error?.code == .listenRefused)
            let stream = try await streams.open(to: target, from: target).get()
            #expect(try await EchoHandler.ask("still", on: stream) == "still")
        }
        try await rig.stop()
    }
}
