import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

/// Bytes straight into the engine: servers that no real sshd would play.
///
/// All of it happens before the first key exchange ends. Later floods would need a server that encrypts; what holds
/// them back is the same: `outputCap` and the memory budget.
@Suite("The engine against a hostile server")
struct HostileServerTests {
    private func engine(_ change: (inout EngineConfiguration) -> Void = { _ in }) throws -> Engine {
        var configuration = EngineConfiguration()
        change(&configuration)
        let engine = try Engine(configuration: configuration)
        engine.perform(.start, at: .uptimeNanoseconds(0))
        return engine
    }

    private func outputs(_ engine: Engine) -> [EngineOutput] {
        var all: [EngineOutput] = []
        while let output = engine.next() { all.append(output) }
        return all
    }

    private func death(_ outputs: [EngineOutput]) -> SSHError? {
        for case .dead(let error) in outputs { return error }
        return nil
    }

    @Test("sends its own identification first, before any input")
    func identification() throws {
        let all = outputs(try engine())
        guard case .send(let bytes, _)? = all.first else {
            Issue.record("\(all)")
            return
        }
        #expect(String(buffer: bytes).hasPrefix("SSH-2.0-Sallyport\r\n"))
    }

    @Test(
        "ends when the server is none of ours",
        arguments: [
            "HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-1.5-old\r\n", "\u{16}\u{03}\u{01}", "SSH-2.0-a\0b\r\n",
            "SSH-2.0-" + String(repeating: "x", count: 300) + "\r\n", String(repeating: "hi\r\n", count: 60),
        ])
    func strangers(text: String) throws {
        let engine = try engine()
        engine.perform(.receive(ByteBuffer(string: text)), at: .uptimeNanoseconds(1))
        let error = death(outputs(engine))
        #expect(error?.code == .notSSH)
        #expect(error?.operation == .exchangeBanners)
        #expect(engine.memoryInUse < 256)
    }

    @Test("gets past lines before the identification and a long one", arguments: [1, 5, 1_000_000])
    func longIdentification(slice: Int) throws {
        let engine = try engine()
        var bytes = Array("\r\nwelcome\r\n\(String(repeating: "-", count: 600))SSH-2.0-no\r\n".utf8)
        bytes += Array(("SSH-2.0-" + String(repeating: "x", count: 247) + "\r\n").utf8)
        bytes += PlainPacket.opening.drop { $0 != 10 }.dropFirst()
        _ = outputs(engine)
        var sent = 0
        for start in stride(from: 0, to: bytes.count, by: slice) {
            engine.perform(
                .receive(ByteBuffer(bytes: bytes[start..<min(bytes.count, start + slice)])), at: .uptimeNanoseconds(1))
            for output in outputs(engine) {
                if case .send(let bytes, _) = output { sent += bytes.readableBytes }
                if case .dead(let error) = output { Issue.record("\(String(describing: error))") }
            }
        }
        // Our answer to the proposal: the first message of the exchange.
        #expect(sent > 0)
    }

    @Test("keeps packets of unknown kinds within the memory limit")
    func unknownPackets() throws {
        let engine = try engine { $0.memory = MemoryBudget(softLimit: 1 << 20, hardLimit: 4 << 20) }
        engine.perform(.receive(ByteBuffer(bytes: PlainPacket.opening)), at: .uptimeNanoseconds(1))
        let packet = PlainPacket.make([192] + [UInt8](repeating: 1, count: 1_000))
        let flood = ByteBuffer(bytes: (0..<60).flatMap { _ in packet })
        var all: [EngineOutput] = []
        for _ in 0..<400 where death(all) == nil {
            engine.perform(.receive(flood), at: .uptimeNanoseconds(2))
            all += outputs(engine)
            #expect(engine.memoryInUse <= 5 << 20)
        }
        #expect(death(all)?.code == .outOfMemory)
        #expect(engine.memoryInUse < 256)
    }

    @Test("takes no more input when requests make it answer and the carrier takes nothing")
    func requestFlood() throws {
        let engine = try engine { $0.outputCap = 65_536 }
        engine.perform(.carrierWritable(false), at: .uptimeNanoseconds(0))
        engine.perform(.receive(ByteBuffer(bytes: PlainPacket.opening)), at: .uptimeNanoseconds(1))
        let flood = ByteBuffer(bytes: (0..<1_000).flatMap { _ in PlainPacket.globalRequest })
        var all = outputs(engine)
        for _ in 0..<1_000 where !all.contains(.wantsInput(false)) && death(all) == nil {
            engine.perform(.receive(flood), at: .uptimeNanoseconds(2))
            all += outputs(engine)
        }
        let sent = all.reduce(0) { sum, output in
            if case .send(let bytes, _) = output { sum + bytes.readableBytes } else { sum }
        }
        #expect(all.contains(.wantsInput(false)) || death(all) != nil)
        #expect(sent < 1 << 20)
        #expect(engine.memoryInUse < 4 << 20)
    }

    @Test(
        "does not hang on packets of kind 0, empty ones, or lengths that make no sense",
        arguments: [
            PlainPacket.make([0]), PlainPacket.make([]), [0xff, 0xff, 0xff, 0xff, 4, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 12, 255, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ])
    func oddPackets(packet: [UInt8]) throws {
        let engine = try engine()
        engine.perform(.receive(ByteBuffer(bytes: PlainPacket.opening)), at: .uptimeNanoseconds(1))
        for _ in 0..<200 {
            engine.perform(.receive(ByteBuffer(bytes: packet)), at: .uptimeNanoseconds(2))
        }
        engine.perform(.timePassed, at: .uptimeNanoseconds(40_000_000_000))
        #expect(death(outputs(engine)) != nil)
        #expect(engine.memoryInUse < 256)
    }

    @Test("is never fooled by damage to a proposal: it ends or waits, and frees all", arguments: UInt64(0)..<40)
    func randomDamage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let engine = try engine { $0.memory = MemoryBudget(softLimit: 4 << 20, hardLimit: 8 << 20) }
        var bytes = PlainPacket.opening + PlainPacket.make([31] + [UInt8](repeating: 9, count: 200))
        for _ in 0..<8 {
            let index = Int.random(in: 17..<bytes.count, using: &random)
            bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
        engine.perform(.receive(ByteBuffer(bytes: bytes)), at: .uptimeNanoseconds(1))
        engine.perform(.peerEnded("gone"), at: .uptimeNanoseconds(2))
        #expect(death(outputs(engine)) != nil)
        #expect(engine.memoryInUse < 512)
    }
}
