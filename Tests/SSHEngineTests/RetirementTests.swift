import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("an open that is not answered")
    struct RetirementTests {
        @Test("retires the session: it fails, queued ones fail, and streams live on until the last has ended")
        func retires() throws {
            let rig = try EngineRig.loggedIn()
            let echo = try rig.keep(EchoServer())
            let hole = try rig.keep(BlackHole())
            let id = try rig.open(to: echo.port)
            try rig.ping()
            let lost = rig.startOpen(to: hole.port)
            let queued = rig.startOpen(to: echo.port)
            let listener = rig.engine.makeListenerID()
            rig.perform(.listen(listener, host: "127.0.0.1", port: 0))
            try rig.waitForLog("direct-tcpip", count: 2)
            rig.advance(by: .seconds(15))
            #expect(rig.openFailure(lost)?.code == .timedOut)
            #expect(rig.openFailure(lost)?.scope == .stream)
            #expect(rig.openFailure(queued)?.code == .sessionRetired)
            #expect(rig.events.contains(.retired))
            #expect(rig.events.contains { if case .listenFailed(listener, _) = $0 { true } else { false } })
            #expect(!rig.isDead)
            #expect(rig.openFailure(rig.startOpen(to: echo.port))?.code == .sessionRetired)
            try rig.ping()
            rig.send(Array("still here".utf8), on: id, finishing: true)
            #expect(String(decoding: try rig.readToEnd(id), as: UTF8.self) == "still here")
            #expect(try rig.waitForClose(id) == nil)
            #expect(try rig.waitForDeath()?.code == .sessionRetired)
        }

        @Test("ends the session at once if there is no other stream")
        func noStreams() throws {
            let rig = try EngineRig.loggedIn()
            let hole = try rig.keep(BlackHole())
            try rig.ping()
            let lost = rig.startOpen(to: hole.port)
            rig.advance(by: .seconds(15))
            #expect(rig.openFailure(lost)?.code == .timedOut)
            #expect(rig.death?.code == .sessionRetired)
        }

        @Test("gives its late confirmation to nobody, and late bytes neither")
        func lateConfirmation() throws {
            let rig = try EngineRig.loggedIn()
            let echo = try rig.keep(EchoServer())
            let late = try rig.keep(NamedServer("late"))
            let id = try rig.open(to: echo.port)
            try rig.ping()
            rig.carrier.holdsInput = true
            let lost = rig.startOpen(to: late.port)
            let queued = rig.startOpen(to: echo.port)
            try late.server.waitForAccepted(1, moving: rig)
            rig.advance(by: .seconds(15))
            rig.carrier.holdsInput = false
            try rig.ping()
            rig.send(Array("mine".utf8), on: id)
            try rig.waitForBytes(4, on: id)
            #expect(rig.traces[id]?.text == "mine")
            for other in [lost, queued] {
                #expect(!rig.events.contains(.opened(other)))
                #expect(rig.traces[other] == nil)
            }
            rig.perform(.finish(id))
            #expect(try rig.waitForDeath()?.code == .sessionRetired)
            try late.server.waitForLive(0, moving: rig)
        }

        @Test("ends the session with its last stream even if a paused reader takes the last byte")
        func lastByteTaken() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(1_000))
            let id = try rig.open(to: source.port, reading: false)
            rig.perform(.finish(id))
            try rig.wait(for: "the server's end") { rig.engine.streams[id]?.hasReceivedEOF == true ? true : nil }
            _ = rig.startOpen(to: rig.keep(try BlackHole()).port)
            rig.advance(by: .seconds(15))
            try rig.ping()
            rig.perform(.setReading(id, true))
            #expect(rig.received(id) == 1_000)
            #expect(try rig.waitForDeath()?.code == .sessionRetired)
        }

        @Test("leaves pings working where the server allows no session")
        func pingsWithoutControl() throws {
            let rig = try EngineRig.loggedIn(["MaxSessions 0"])
            let id = try rig.open(to: rig.keep(EchoServer()).port)
            _ = rig.startOpen(to: rig.keep(try BlackHole()).port)
            rig.advance(by: .seconds(15))
            #expect(rig.events.contains(.retired))
            for _ in 0..<3 { try rig.ping() }
            rig.perform(.finish(id))
            #expect(try rig.waitForDeath()?.code == .sessionRetired)
        }

        @Test("is told to nobody if it was reset meanwhile, and still retires the session")
        func resetWhilePending() throws {
            let rig = try EngineRig.loggedIn()
            try rig.ping()
            _ = try rig.open(to: rig.keep(EchoServer()).port)
            let lost = rig.startOpen(to: rig.keep(try BlackHole()).port)
            rig.perform(.reset(lost))
            rig.advance(by: .seconds(15))
            #expect(rig.openFailure(lost) == nil)
            #expect(rig.events.contains(.retired))
        }
    }
}
