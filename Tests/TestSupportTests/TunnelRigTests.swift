import Foundation
import TestSupport
import Testing

/// The rig against the real thing: stock ssh through a stock sshd.
@Suite("The rig carries a real ssh tunnel")
struct TunnelRigTests {
    private static let ssh = "/usr/bin/ssh"

    @Test("bytes come back through ssh -L and the echo server, and both ends finish")
    func echo() async throws {
        try await OwnThread.run {
            let echo = try EchoServer()
            let sshd = try SSHDFixture()
            let tunnel = try Tunnel(to: sshd, target: echo.port, program: Self.ssh)
            let client = try tunnel.connect()
            try client.send("hello\n")
            #expect(try client.receiveLine() == "hello")
            client.finish()
            #expect(try client.receiveToEnd().isEmpty)
            #expect(sshd.connectionCount == 1)
            #expect(sshd.sessionPIDs.count == 1)
            #expect(sshd.sessionDescriptors().contains { $0.hasPrefix("socket:") })
            #expect(try tunnel.process.readings().anonymousBytes > 0)
        }
    }

    @Test("a transfer survives many key exchanges under RekeyLimit and arrives whole")
    func rekey() async throws {
        try await OwnThread.run {
            let source = try SourceServer(4 << 20, seed: 7)
            let sshd = try SSHDFixture(SSHDOptions(lines: ["RekeyLimit 512K"]))
            let tunnel = try Tunnel(to: sshd, target: source.port, program: Self.ssh)
            let digest = try tunnel.connect().digestToEnd()
            #expect(digest.hex == Digest256.hex(seed: 7, count: 4 << 20))
            try sshd.waitForLog(containing: "SSH2_MSG_NEWKEYS received", count: 5)
        }
    }

    @Test("a transfer up arrives whole at the sink")
    func upload() async throws {
        try await OwnThread.run {
            let sink = try SinkServer()
            let sshd = try SSHDFixture()
            let tunnel = try Tunnel(to: sshd, target: sink.port, program: Self.ssh)
            let client = try tunnel.connect()
            var bytes = SeededBytes(seed: 3)
            try client.send(bytes.next(3_000_001))
            client.finish()
            let receipt = try sink.receipt()
            #expect(receipt.isOrderly)
            #expect(receipt.count == 3_000_001)
            #expect(receipt.sha256 == Digest256.hex(seed: 3, count: 3_000_001))
        }
    }

    @Test("a proxy that resets after some bytes ends ssh with 255")
    func cut() async throws {
        try await OwnThread.run {
            let source = try SourceServer(8 << 20)
            let sshd = try SSHDFixture()
            let proxy = try FaultProxy(to: sshd.port, toClient: FaultLane(cutAfter: 500_000, cut: .reset))
            let tunnel = try Tunnel(to: sshd, target: source.port, via: proxy.port, program: Self.ssh)
            let client = try tunnel.connect()
            #expect(throws: Never.self) { try proxy.waitForBytes(500_000, .toClient) }
            #expect(try tunnel.process.waitForExit() == .exited(255))
            _ = try? client.digestToEnd()
            try sshd.waitForSessions(0)
        }
    }

    @Test("a target that refuses shows as the end of that one connection")
    func refused() async throws {
        try await OwnThread.run {
            let nobody = try RefusedPort()
            let sshd = try SSHDFixture()
            let tunnel = try Tunnel(to: sshd, target: nobody.port, program: Self.ssh)
            #expect(try tunnel.connect().receiveToEnd().isEmpty)
            try tunnel.process.errors.waitForLine(containing: "open failed: connect failed: Connection refused")
            #expect(tunnel.process.isRunning)
        }
    }

    @Test("killing the sessions ends ssh, and a stopped fixture refuses the next login")
    func kill() async throws {
        try await OwnThread.run {
            let sshd = try SSHDFixture()
            let tunnel = try Tunnel(to: sshd, target: 9, program: Self.ssh)
            sshd.signalSessions(SIGKILL)
            #expect(try tunnel.process.waitForExit() == .exited(255))
            try sshd.waitForSessions(0)
            sshd.stopListening()
            let second = try ChildProcess(Self.ssh, TunnelCommand(to: sshd, forwards: []).arguments)
            #expect(try second.waitForExit() == .exited(255))
            try second.errors.waitForLine(containing: "Connection refused")
            try sshd.listenAgain()
            let third = try Tunnel(to: sshd, target: 9, program: Self.ssh)
            #expect(third.process.isRunning)
        }
    }

    @Test("sshd on a socket pair sends its version line and hears ours")
    func pair() async throws {
        try await OwnThread.run {
            let pair = try SSHDPair()
            let line = try pair.socket.read(upTo: 255, by: .usual)
            #expect(String(decoding: line, as: UTF8.self).hasPrefix("SSH-2.0-OpenSSH"))
            try pair.socket.send("SSH-2.0-rig\r\n".utf8, by: .usual)
            try pair.log.waitForLine(containing: "Remote protocol version 2.0, remote software version rig")
        }
    }
}
