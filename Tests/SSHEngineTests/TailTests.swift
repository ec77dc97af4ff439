import Glibc
import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("the end of the connection")
    struct TailTests {
        @Test("still brings out every byte that has arrived", arguments: [true, false])
        func tail(isReading: Bool) throws {
            let rig = try EngineRig.loggedIn()
            let count = 600_000
            let source = try rig.keep(SourceServer(count, seed: 21, ending: .hold))
            let id = try rig.open(to: source.port, reading: isReading)
            try rig.wait(for: "the bytes") { arrived(rig, id) == count ? true : nil }
            rig.sshd?.signalSession(SIGKILL)
            #expect(try rig.waitForDeath()?.code == .peerClosed)
            #expect(rig.death?.detail == "the connection ended")
            rig.perform(.setReading(id, true))
            #expect(Digest256.hex(of: rig.traces[id]?.content ?? []) == Digest256.hex(seed: 21, count: count))
            #expect(rig.traces[id]?.hasEnded == false, "an end that nobody sent")
            #expect(rig.traces[id]?.isClosed == true)
            #expect(rig.traces[id]?.closeError?.code == .peerClosed)
        }

        @Test("brings out bytes below the window's floor, which are otherwise left in libssh2")
        func belowTheFloor() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(65_536, seed: 23, ending: .halfClose))
            let id = try rig.open(to: source.port, window: 65_536, reading: false)
            try rig.wait(for: "a full window") { arrived(rig, id) == 65_536 ? true : nil }
            #expect(rig.engine.session.available(on: id) > 0)
            rig.perform(.peerEnded("gone"))
            rig.perform(.setReading(id, true))
            #expect(Digest256.hex(of: rig.traces[id]?.content ?? []) == Digest256.hex(seed: 23, count: 65_536))
        }

        @Test("is a whole stream if both ends were seen before")
        func wholeStream() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(10_000, seed: 24))
            let id = try rig.open(to: source.port, reading: false)
            rig.perform(.finish(id))
            try rig.wait(for: "the server's end") { rig.engine.streams[id]?.hasReceivedEOF == true ? true : nil }
            rig.perform(.peerEnded("gone"))
            rig.perform(.setReading(id, true))
            #expect(rig.received(id) == 10_000)
            #expect(rig.traces[id]?.hasEnded == true)
            #expect(rig.traces[id]?.isClosed == true)
            #expect(rig.traces[id]?.closeError == nil)
        }

        @Test("holds nothing any more once the last byte is out")
        func memory() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(100_000, seed: 25, ending: .halfClose))
            let sink = try rig.keep(SinkServer(pace: .never))
            let id = try rig.open(to: source.port, reading: false)
            let other = try rig.open(to: sink.port)
            rig.perform(.write(other, ByteBuffer(repeating: 0, count: 4 << 20)))
            try rig.wait(for: "the bytes") { arrived(rig, id) == 100_000 ? true : nil }
            rig.perform(.peerEnded("gone"))
            rig.perform(.setReading(id, true))
            #expect(rig.received(id) == 100_000)
            #expect(rig.engine.memoryInUse < 4_096, "\(rig.engine.memoryInUse) bytes")
        }

        @Test("answers commands that come after it")
        func commandsAfterTheEnd() throws {
            let rig = try EngineRig.loggedIn()
            rig.perform(.peerEnded("gone"))
            let stream = rig.startOpen(to: 1)
            let listener = rig.engine.makeListenerID()
            rig.perform(.listen(listener, host: "", port: 0))
            for command in [
                EngineCommand.start, .ping, .close, .timePassed, .peerEnded("again"), .receive(ByteBuffer()),
            ] {
                rig.perform(command)
            }
            #expect(rig.openFailure(stream)?.code == .cancelled)
            #expect(rig.events.contains { if case .listenFailed(listener, _) = $0 { true } else { false } })
            #expect(rig.events.count { if case .dead = $0 { true } else { false } } == 1)
            #expect(rig.engine.nextDeadline == nil)
        }

        private func arrived(_ rig: EngineRig, _ id: StreamID) -> Int {
            let held = rig.engine.streams[id]?.inbound.count ?? 0
            return rig.received(id) + held + rig.engine.session.available(on: id)
        }
    }
}
