import Foundation
import Link
import NIOCore
import SSHTransport
import TestSupport
import Testing
import TunnelModel

@Suite("A dead server is noticed")
struct LivenessTests {
    /// What goes on when the path turns black.
    enum Load: CaseIterable, Sendable {
        case none, download, openPending
    }

    @Test(
        "a black hole is noticed within interval times count and 5 s, and the link comes back",
        arguments: Load.allCases,
        [FaultProxy.Direction.allCases, [.toClient], [.toServer]])
    func blackHole(load: Load, directions: [FaultProxy.Direction]) async throws {
        let rig = try await LinkRig()
        let source = try SourceServer(1 << 40)
        let hole = try BlackHole()
        let proxy = try FaultProxy(to: rig.sshd.port)
        var settings = rig.settings(port: proxy.port)
        settings.aliveInterval = .seconds(1)
        settings.aliveCountMax = 2
        try await rig.run(settings) { streams in
            if load == .download {
                let target = Endpoint(host: "127.0.0.1", port: source.port)
                let stream = try await streams.open(to: target, from: target).get()
                stream.eventLoop.execute { Sink.take(stream) }
                try await OwnThread.run { try proxy.waitForBytes(8 << 20, .toClient) }
            }
            if load == .openPending {
                let target = Endpoint(host: "127.0.0.1", port: hole.port)
                streams.open(to: target, from: target).whenComplete { _ in }
            }
            proxy.blackHole(directions)
            let begun = NIODeadline.now()
            let event = try await rig.wait { if case .lost = $0 { true } else { false } }
            // The rig's threads and a busy machine get a second.
            #expect(NIODeadline.now() - begun <= .seconds(8))
            guard case .lost(.session(let error, isLoggedIn: true)) = event else {
                Issue.record("\(event)")
                return
            }
            #expect(error.code == .timedOut && error.operation == .ping)
            proxy.release()
            try await rig.waitForReturn()
        }
        proxy.stop()
        try await rig.stop()
    }

    @Test("so is an sshd that was stopped and accepts new connections")
    func stopped() async throws {
        let rig = try await LinkRig()
        var settings = rig.settings()
        settings.aliveInterval = .seconds(1)
        try await rig.run(settings) { _ in
            try await OwnThread.run { rig.sshd.signalSessions(SIGSTOP) }
            try await rig.wait { if case .lost = $0 { true } else { false } }
            try await rig.waitForReturn()
        }
        try await rig.stop()
    }
}
