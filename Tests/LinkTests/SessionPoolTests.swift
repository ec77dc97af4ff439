import Foundation
import Link
import NIOCore
import Settings
import TestSupport
import Testing
import TunnelModel

@Suite("Several sessions on a real sshd")
struct SessionPoolTests {
    @Test("an open behind a silent host gets a session of its own, long before that open's deadline")
    func grows() async throws {
        let rig = try await LinkRig()
        let echo = try EchoServer()
        let hole = try BlackHole()
        var settings = rig.settings()
        settings.sessions = .auto
        try await rig.run(settings) { streams in
            let origin = Endpoint(host: "127.0.0.1", port: 1)
            streams.open(to: Endpoint(host: "127.0.0.1", port: hole.port), from: origin).whenComplete { _ in }
            let begun = NIODeadline.now()
            let stream = try await streams.open(to: Endpoint(host: "127.0.0.1", port: echo.port), from: origin).get()
            #expect(try await EchoHandler.ask("past it", on: stream) == "past it")
            #expect(NIODeadline.now() - begun < .seconds(10))
            #expect(rig.events.value.contains(.sessionAdded(count: 2)))
        }
        try await OwnThread.run { try rig.sshd.waitForSessions(0) }
        try await rig.stop()
    }

    @Test("a fixed number is made, filled up after a loss, and a loss of one is no loss of the link")
    func fixed() async throws {
        let rig = try await LinkRig()
        var settings = rig.settings()
        settings.sessions = .fixed(3)
        try await rig.run(settings) { _ in
            try await rig.wait { $0 == .sessionAdded(count: 3) }
            let last = try #require(rig.sshd.sessionPIDs.last)
            for pid in ProcessReadings.family(of: last).reversed() { kill(pid, SIGKILL) }
            try await rig.wait { $0 == .sessionRemoved(count: 2) }
            try await rig.wait(2) { $0 == .sessionAdded(count: 3) }
            #expect(!rig.events.value.contains { if case .lost = $0 { true } else { false } })
        }
        #expect(rig.verifier.counts.value.first == 1)
        try await OwnThread.run { try rig.sshd.waitForSessions(0) }
        try await rig.stop()
    }

    @Test("a further session that cannot be had is no fault")
    func growthFails() async throws {
        let rig = try await LinkRig()
        let echo = try EchoServer()
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        var settings = rig.settings()
        settings.sessions = .fixed(2)
        rig.verifier.trustsAgain.update { $0 = false }
        try await rig.run(settings) { streams in
            try await rig.wait { if case .sessionNotAdded = $0 { true } else { false } }
            let stream = try await streams.open(to: target, from: target).get()
            #expect(try await EchoHandler.ask("fine", on: stream) == "fine")
        }
        try await rig.stop()
    }

    @Test("a listener of the first session is asked for on the next when that one is lost")
    func listenerMoves() async throws {
        let rig = try await LinkRig()
        var settings = rig.settings()
        settings.sessions = .fixed(2)
        let request = RemoteListen(host: "127.0.0.1", port: 0)
        try await rig.run(settings) { streams in
            try await rig.wait { $0 == .sessionAdded(count: 2) }
            let listening = try await streams.listen(request, acceptor: EchoHandler.serve)
            let port = try await listening.firstOutcome.get()
            let first = try #require(rig.sshd.sessionPIDs.first)
            for pid in ProcessReadings.family(of: first).reversed() { kill(pid, SIGKILL) }
            try await rig.wait(2) { if case .listening(request, _) = $0 { true } else { false } }
            #expect(port != 0)
            #expect(!rig.events.value.contains { if case .lost = $0 { true } else { false } })
        }
        try await rig.stop()
    }
}
