import Foundation
import Keys
import NIOCore
import NIOPosix
import SSHTransport
import TestSupport
import Testing
import TransportSupport
import TunnelModel

/// How far a connection gets before it is closed.
enum Stage: CaseIterable, Sendable {
    case attached, keysExchanged, methodsAsked, offered, loggedIn, opening, carrying, listening, nested
}

@Suite("Connecting and disconnecting, over and over")
struct ReconnectTests {
    // In a process of its own: memory and descriptors of other tests must not be counted.
    @Test("a hundred connects and disconnects at every stage leak neither memory nor descriptors")
    func leaks() async throws {
        await #expect(processExitsWith: .success) { try await ReconnectTests().visitAllStages() }
    }

    private func visitAllStages() async throws {
        let rig = try await TransportRig()
        let echo = try EchoServer()
        // Two rounds warm everything up.
        for stage in Stage.allCases + Stage.allCases { try await visit(stage, rig, echo) }
        try await settle(rig)
        let before = try ProcessReadings(pid: getpid())
        // 13 rounds over 9 stages: 117 connections, and 13 in others.
        for _ in 0..<13 {
            for stage in Stage.allCases { try await visit(stage, rig, echo) }
        }
        try await settle(rig)
        let after = try ProcessReadings(pid: getpid())
        #expect(after.descriptors.count <= before.descriptors.count)
        // One leaked session would be 60 KiB; 117 of them 7 MiB. The heap's own wandering is far less.
        #expect(after.anonymousBytes < before.anonymousBytes + 2 << 20)
        try await rig.stop()
    }

    /// Goes as far as `stage` and closes there.
    private func visit(_ stage: Stage, _ rig: TransportRig, _ echo: EchoServer) async throws {
        let connection = try await rig.attach()
        try await advance(connection, to: stage, rig, echo)
        await connection.close()
        #expect(try await connection.ended.get() == nil)
    }

    private func advance(_ connection: SSHConnection, to stage: Stage, _ rig: TransportRig, _ echo: EchoServer)
        async throws
    {
        if stage == .attached { return }
        _ = try await connection.exchangeKeys()
        try await connection.acceptHostKey()
        if stage == .keysExchanged { return }
        _ = try await connection.methods(for: rig.sshd.user)
        if stage == .methodsAsked { return }
        let step = try await connection.offer(publicKey: rig.key.publicKey.blob, user: rig.sshd.user)
        guard stage != .offered, case .signatureWanted(let data) = step else { return }
        let algorithm = rig.key.signatureAlgorithms[0]
        _ = try await connection.sign(try rig.key.sign(data, algorithm: algorithm))
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        switch stage {
        case .opening:
            connection.openDirectTCPIP(to: target, from: target).whenComplete { _ in }
        case .carrying:
            let stream = try await connection.openDirectTCPIP(to: target, from: target).get()
            try await connection.eventLoop.submit {
                stream.write(ByteBuffer(bytes: [UInt8](repeating: 7, count: 99_999)))
            }
            .get()
        case .listening:
            _ = try await connection.listen(host: "127.0.0.1", port: 0) { _ in }.get()
        case .nested:
            let home = Endpoint(host: "127.0.0.1", port: rig.sshd.port)
            let inner = try await connection.openDirectTCPIP(to: home, from: target)
                .flatMapThrowing { try SSHConnection.attach(over: $0, configuration: SSHConfiguration()) }.get()
            try await rig.logIn(inner)
            _ = try await inner.openDirectTCPIP(to: target, from: target).get()
        case .attached, .keysExchanged, .methodsAsked, .offered, .loggedIn: return
        }
    }

    /// Until sshd has noticed that everybody has gone, and the loop has nothing left to do.
    private func settle(_ rig: TransportRig) async throws {
        try await OwnThread.run { try rig.sshd.waitForSessions(0) }
        try await rig.group.next().submit {}.get()
    }
}
