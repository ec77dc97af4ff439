import NIOCore
import TestSupport
import Testing

@testable import SSHEngine

@Suite("An outbound buffer")
struct OutboundBufferTests {
    @Test("asks the writer to pause once, at its high mark")
    func high() {
        var buffer = OutboundBuffer()
        #expect(buffer.append(ByteBuffer(repeating: 1, count: OutboundBuffer.high - 1)) == false)
        #expect(buffer.isWritable)
        #expect(buffer.append(ByteBuffer(repeating: 1, count: 1)) == true)
        #expect(!buffer.isWritable)
        #expect(buffer.append(ByteBuffer(repeating: 1, count: 1_000)) == false)
    }

    @Test("lets the writer go on once, at its low mark")
    func low() {
        var buffer = OutboundBuffer()
        _ = buffer.append(ByteBuffer(repeating: 1, count: OutboundBuffer.high))
        #expect(buffer.advance(by: OutboundBuffer.high - OutboundBuffer.low - 1) == false)
        #expect(buffer.advance(by: 1) == true)
        #expect(buffer.isWritable)
        #expect(buffer.advance(by: OutboundBuffer.low) == false)
    }

    @Test("never asks a writer to go on who was not asked to pause")
    func quiet() {
        var buffer = OutboundBuffer()
        _ = buffer.append(ByteBuffer(repeating: 1, count: 1_000))
        #expect(buffer.advance(by: 1_000) == false)
    }

    @Test("keeps bytes and their order, and presents the same head until it is taken", arguments: UInt64(1)...10)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var source = SeededBytes(seed: seed)
        var buffer = OutboundBuffer()
        var waiting: [UInt8] = []
        for _ in 0..<300 {
            if Bool.random(using: &random) {
                let bytes = source.next(Int.random(in: 1...9_000, using: &random))
                waiting += bytes
                _ = buffer.append(ByteBuffer(bytes: bytes))
            } else {
                let taken = Int.random(in: 0...buffer.count, using: &random)
                waiting.removeFirst(taken)
                _ = buffer.advance(by: taken)
            }
            #expect(Array(buffer.bytes.readableBytesView) == waiting)
        }
    }
}
