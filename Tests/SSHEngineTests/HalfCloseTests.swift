import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("ending streams")
    struct HalfCloseTests {
        @Test("passes our end on and still receives")
        func ourEnd() throws {
            let rig = try EngineRig.loggedIn()
            let server = try TCPServer { socket in
                var all: [UInt8] = []
                while case let more = try socket.read(upTo: 65_536, by: .usual), !more.isEmpty { all += more }
                try socket.send("\(all.count) bytes, then the answer".utf8)
            }
            defer { server.stop() }
            let id = try rig.open(to: server.port)
            rig.send([UInt8](repeating: 1, count: 700_000), on: id, finishing: true)
            #expect(String(decoding: try rig.readToEnd(id), as: UTF8.self) == "700000 bytes, then the answer")
            #expect(try rig.waitForClose(id) == nil)
        }

        @Test("tells the far side's end and still sends")
        func theirEnd() throws {
            let rig = try EngineRig.loggedIn()
            let got = Watched<[UInt8]>([])
            let server = try TCPServer { socket in
                socket.finishSending()
                while case let more = try socket.read(upTo: 65_536, by: .usual), !more.isEmpty {
                    got.update { all in all += more }
                }
            }
            defer { server.stop() }
            let id = try rig.open(to: server.port)
            #expect(try rig.readToEnd(id).isEmpty)
            #expect(rig.traces[id]?.isClosed == false)
            var source = SeededBytes(seed: 2)
            let bytes = source.next(500_000)
            rig.send(bytes, on: id, finishing: true)
            #expect(try rig.waitForClose(id) == nil)
            try server.waitForLive(0, moving: rig)
            #expect(got.value == bytes)
        }

        @Test("tells the far side's end to a paused reader only after the last held byte")
        func endBehindHeldBytes() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(300_000, seed: 4))
            let id = try rig.open(to: source.port, reading: false)
            rig.perform(.finish(id))
            try rig.wait(for: "the server's end") { rig.engine.streams[id]?.hasReceivedEOF == true ? true : nil }
            #expect(rig.received(id) == 0)
            #expect(rig.traces[id]?.hasEnded == false)
            rig.perform(.setReading(id, true))
            #expect(Digest256.hex(of: try rig.readToEnd(id)) == Digest256.hex(seed: 4, count: 300_000))
            #expect(try rig.waitForClose(id) == nil)
        }

        @Test("closes the stream at the server when a paused reader takes the last byte, without waiting for input")
        func closeLeavesAtOnce() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(10, seed: 4))
            let id = try rig.open(to: source.port, reading: false)
            rig.perform(.finish(id))
            try rig.wait(for: "the server's close") { rig.engine.streams[id]?.isClosedByPeer == true ? true : nil }
            try rig.wait(for: "the flush") { rig.carrier.unsent.readableBytes == 0 ? true : nil }
            rig.carrier.holdsInput = true
            rig.perform(.setReading(id, true))
            #expect(rig.traces[id]?.isClosed == true)
            #expect(rig.carrier.unsent.readableBytes > 0, "no CLOSE for the server")
        }

        @Test("closes when the far side closes before we have finished")
        func closeBeforeOurEnd() throws {
            let rig = try EngineRig.loggedIn()
            let peer = try rig.keep(ScriptedPeer([.send([1, 2, 3]), .receive(1), .reset]))
            let id = try rig.open(to: peer.port)
            try rig.wait(for: "the close") {
                if rig.traces[id]?.isClosed == true { return true }
                rig.perform(.write(id, ByteBuffer(bytes: [9])))
                return nil
            }
            #expect(rig.traces[id]?.closeError == nil)
            #expect(rig.engine.streamCount == 0)
            try rig.ping()
        }

        @Test("delivers all that was written before closeAfterWriting, and drops what comes in")
        func closeAfterWriting() throws {
            let rig = try EngineRig.loggedIn()
            let sink = try rig.keep(SinkServer())
            let id = try rig.open(to: sink.port)
            var source = SeededBytes(seed: 6)
            rig.perform(.write(id, ByteBuffer(bytes: source.next(900_000))))
            rig.perform(.closeAfterWriting(id))
            rig.traces[id]?.isForgotten = true
            let receipt = try rig.wait(for: "the receipt") { try? sink.receipt(by: Deadline(within: .zero)) }
            #expect(receipt.sha256 == Digest256.hex(seed: 6, count: 900_000))
            #expect(receipt.isOrderly)
            #expect(rig.engine.streamCount == 0)
        }

        @Test("forgets a stream that is to close after writing when the far side closes it first")
        func closeAfterWritingToNobody() throws {
            let rig = try EngineRig.loggedIn()
            let sink = try rig.keep(SinkServer(pace: .never))
            let id = try rig.open(to: sink.port)
            for _ in 0..<12 { rig.perform(.write(id, ByteBuffer(repeating: 1, count: 1 << 20))) }
            rig.perform(.closeAfterWriting(id))
            rig.traces[id]?.isForgotten = true
            try rig.ping()
            #expect(rig.engine.streamCount == 1)
            sink.server.stop()
            try rig.wait(for: "the stream to go") { rig.engine.streamCount == 0 ? true : nil }
            try rig.ping()
        }

        @Test("does not keep what comes in for a stream that closes after writing")
        func closeAfterWritingDropsInput() throws {
            let rig = try EngineRig.loggedIn()
            let server = try TCPServer { socket in
                while true { try socket.send([UInt8](repeating: 3, count: 1_000)) }
            }
            defer { server.stop() }
            let id = try rig.open(to: server.port, window: 8 << 20, reading: false)
            rig.setTakesOutput(false)
            rig.perform(.write(id, ByteBuffer(repeating: 1, count: 100)))
            rig.perform(.closeAfterWriting(id))
            rig.traces[id]?.isForgotten = true
            let before = rig.carrier.receivedCount
            for _ in 0..<200 { rig.turn() }
            #expect(rig.carrier.receivedCount >= before)
            #expect(rig.engine.memoryInUse < 1 << 20, "\(rig.engine.memoryInUse) bytes held for nobody")
        }

        @Test("puts nothing out for a stream that was reset, even if it had happened before")
        func reset() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(3 << 20, seed: 4))
            let id = try rig.open(to: source.port, reading: false)
            rig.onOutput = { output in
                guard case .data(id, _) = output, rig.traces[id]?.isForgotten == false else { return }
                rig.perform(.reset(id))
                rig.traces[id]?.isForgotten = true
            }
            rig.perform(.setReading(id, true))
            try rig.wait(for: "the reset") { rig.traces[id]?.isForgotten == true ? true : nil }
            try rig.wait(for: "the server's close") { source.server.liveCount == 0 ? true : nil }
            try rig.ping()
            #expect(rig.engine.streamCount == 0)
        }

        @Test("puts nothing out for a stream that was reset while its data was streaming")
        func resetWhileStreaming() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(3 << 20, seed: 4))
            let id = try rig.open(to: source.port)
            rig.onOutput = { output in
                guard case .data(id, _) = output, rig.traces[id]?.isForgotten == false else { return }
                rig.perform(.reset(id))
                rig.traces[id]?.isForgotten = true
            }
            try rig.wait(for: "the reset") { rig.traces[id]?.isForgotten == true ? true : nil }
            try source.server.waitForLive(0, moving: rig)
            #expect(rig.engine.streamCount == 0)
        }

        @Test(
            "brings a resumed reader the very last bytes, although no input comes to push them out",
            arguments: [2_048, 65_536])
        func lastBytesWithoutInput(window: Int) throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(window, seed: 4))
            let id = try rig.open(to: source.port, window: window, reading: false)
            try rig.wait(for: "a full window") {
                (rig.engine.streams[id]?.inbound.count ?? 0) + rig.engine.session.available(on: id) == window
                    ? true : nil
            }
            rig.carrier.holdsInput = true
            rig.perform(.setReading(id, true))
            #expect(Digest256.hex(of: rig.traces[id]?.content ?? []) == Digest256.hex(seed: 4, count: window))
        }

        @Test("gives a reader that pauses at a chunk no second one")
        func pauseAtChunk() throws {
            let rig = try EngineRig.loggedIn()
            let source = try rig.keep(SourceServer(1 << 20, seed: 4))
            let id = try rig.open(to: source.port)
            var isPaused = false
            rig.onOutput = { output in
                guard case .data(id, _) = output else { return }
                #expect(!isPaused, "data for a paused reader")
                isPaused = true
                rig.perform(.setReading(id, false))
            }
            try rig.wait(for: "the end") {
                isPaused = false
                rig.perform(.setReading(id, true))
                return rig.traces[id]?.hasEnded == true ? true : nil
            }
            #expect(Digest256.hex(of: rig.traces[id]?.content ?? []) == Digest256.hex(seed: 4, count: 1 << 20))
        }

        @Test("says good-bye when we close, before it tells that all is over")
        func goodbye() throws {
            let rig = try EngineRig.loggedIn()
            let id = try rig.open(to: rig.keep(EchoServer()).port)
            var isOver = false
            rig.onOutput = { output in
                if case .dead = output { isOver = true }
                if case .send = output { #expect(!isOver, "bytes for a carrier that may be closed already") }
            }
            let unsent = rig.carrier.unsent.readableBytes
            rig.perform(.close)
            #expect(rig.isDead && rig.death == nil)
            #expect(rig.traces[id]?.closeError?.code == .cancelled)
            #expect(rig.carrier.unsent.readableBytes > unsent)
            rig.carrier.flush()
            _ = try rig.sshd?.log.waitForLine(containing: "disconnected by user")
        }
    }
}
