import NIOCore
import TestSupport
import Testing

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("holding back")
    struct BackPressureTests {
        @Test(
            "holds at most a window for a stalled reader, serves others beside it, and loses nothing",
            arguments: [1, 65_536])
        func stalledReader(slice: Int) throws {
            let rig = try EngineRig.loggedIn()
            let window = 64 << 10
            let count = slice == 1 ? window + 10_000 : 4 * window
            let source = try rig.keep(SourceServer(count, seed: 11, ending: .halfClose, slice: slice))
            let echo = try rig.keep(EchoServer())
            let baseline = rig.engine.memoryInUse
            let stalled = try rig.open(to: source.port, window: window, reading: false)
            let busy = try rig.open(to: echo.port)
            var highest = 0
            rig.onOutput = { _ in highest = max(highest, rig.engine.memoryInUse - baseline) }
            var bytes = SeededBytes(seed: 12)
            let sent = bytes.next(3 << 20)
            rig.send(sent, on: busy, finishing: true)
            #expect(try rig.readToEnd(busy) == sent)
            try rig.wait(for: "a full window") { heldBytes(rig, stalled) >= window - 3_000 ? true : nil }
            #expect(rig.received(stalled) == 0)
            // The busy stream may hold a window of output too.
            #expect(highest <= window + 512 << 10)
            #expect(rig.engine.memoryInUse - baseline <= window + 256 << 10)
            rig.perform(.setReading(stalled, true))
            rig.perform(.finish(stalled))
            #expect(Digest256.hex(of: try rig.readToEnd(stalled)) == Digest256.hex(seed: 11, count: count))
            try rig.waitForClose(stalled)
            #expect(rig.engine.memoryInUse - baseline < 8_192)
        }

        @Test("holds at most a window of 1-byte packets")
        func oneBytePackets() throws {
            let rig = try EngineRig.loggedIn()
            let window = 8 << 10
            // An answer to each byte keeps sshd from joining the bytes into larger packets.
            let server = try TCPServer { socket in
                var source = SeededBytes(seed: 13)
                for _ in 0..<window {
                    try socket.send(source.next(1))
                    _ = try socket.read(upTo: 1, by: .usual)
                }
            }
            defer { server.stop() }
            let stalled = try rig.open(to: server.port, window: window, reading: false)
            let baseline = rig.engine.memoryInUse
            var answered = 0
            try rig.wait(for: "a window of single bytes") {
                let arrived = heldBytes(rig, stalled) + rig.engine.session.available(on: stalled)
                while answered < arrived {
                    rig.perform(.write(stalled, ByteBuffer(bytes: [1])))
                    answered += 1
                }
                return arrived >= window ? true : nil
            }
            #expect(rig.engine.memoryInUse - baseline <= window + 256 << 10)
            rig.perform(.setReading(stalled, true))
            #expect(Digest256.hex(of: try rig.readToEnd(stalled)) == Digest256.hex(seed: 13, count: window))
        }

        @Test(
            "stops a writer at the high mark, lets it go on at the low mark, and keeps the server from falling behind")
        func writer() throws {
            let rig = try EngineRig.loggedIn()
            let sink = try rig.keep(SinkServer(pace: .never))
            let id = try rig.open(to: sink.port)
            rig.send([UInt8](repeating: 5, count: 16 << 20), on: id)
            // The first pauses end again while the kernel's buffers behind sshd still grow.
            var lasts = false
            for _ in 0..<1_000 where !lasts {
                try rig.wait(for: "a pause") { rig.traces[id]?.isWritable == false ? true : nil }
                try rig.ping()
                try rig.ping()
                lasts = rig.traces[id]?.isWritable == false
            }
            #expect(lasts)
            #expect(rig.engine.memoryInUse < 1 << 20)
            let written = (16 << 20) - (rig.traces[id]?.unwritten.readableBytes ?? 0)
            #expect(written < 12 << 20)
        }

        @Test("writes nothing to libssh2 while the carrier takes nothing, and all of it afterwards")
        func carrierNotWritable() throws {
            let rig = try EngineRig.loggedIn()
            let sink = try rig.keep(SinkServer())
            let id = try rig.open(to: sink.port)
            rig.setTakesOutput(false)
            let before = rig.carrier.unsent.readableBytes
            rig.send([UInt8](repeating: 5, count: 1 << 20), on: id, finishing: true)
            for _ in 0..<3 { rig.turn() }
            #expect(rig.carrier.unsent.readableBytes == before)
            #expect(rig.traces[id]?.isWritable == false)
            rig.setTakesOutput(true)
            let receipt = try rig.wait(for: "the receipt") { try? sink.receipt(by: Deadline(within: .zero)) }
            #expect(receipt.count == 1 << 20)
        }

        @Test("takes no more input once too much output waits, and goes on without a loss")
        func outputCap() throws {
            var configuration = EngineConfiguration()
            configuration.outputCap = 256
            let rig = try EngineRig.loggedIn(configuration: configuration)
            let source = try rig.keep(SourceServer(8 << 20, seed: 14))
            let id = try rig.open(to: source.port)
            // The first grant must reach the server, or it could send no more than the first window.
            try rig.waitForBytes(10_000, on: id)
            rig.setTakesOutput(false)
            // Each grant of window is output that nobody takes.
            try rig.wait(for: "the wish for no input") { rig.events.contains(.wantsInput(false)) ? true : nil }
            #expect(!rig.events.contains(.wantsInput(true)))
            #expect(rig.engine.memoryInUse < 4 << 20)
            rig.setTakesOutput(true)
            #expect(rig.events.contains(.wantsInput(true)))
            #expect(Digest256.hex(of: try rig.readToEnd(id)) == Digest256.hex(seed: 14, count: 8 << 20))
            #expect(rig.events.count { $0 == .wantsInput(false) } == rig.events.count { $0 == .wantsInput(true) })
        }

        @Test("answers the server's probes while every stream is paused")
        func keepalive() throws {
            let rig = try EngineRig.loggedIn(["ClientAliveInterval 1", "ClientAliveCountMax 2"])
            let source = try rig.keep(SourceServer(1 << 20, ending: .halfClose))
            let ids = try (0..<3).map { _ in try rig.open(to: source.port, window: 65_536, reading: false) }
            try rig.waitForLog("for keepalive", count: 3)
            #expect(!rig.isDead)
            try rig.ping()
            for id in ids { rig.perform(.setReading(id, true)) }
            for id in ids { #expect(try rig.readToEnd(id).count == 1 << 20) }
        }

        private func heldBytes(_ rig: EngineRig, _ id: StreamID) -> Int {
            rig.engine.streams[id]?.inbound.count ?? 0
        }
    }
}
