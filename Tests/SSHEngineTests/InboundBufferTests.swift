import NIOCore
import TestSupport
import Testing

@testable import SSHEngine

@Suite("An inbound buffer")
struct InboundBufferTests {
    @Test("keeps bytes and their order over any appends and pops", arguments: UInt64(1)...10)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var source = SeededBytes(seed: seed)
        var buffer = InboundBuffer()
        var (put, got) = ([UInt8](), [UInt8]())
        for _ in 0..<400 {
            if Int.random(in: 0..<3, using: &random) == 0, let chunk = buffer.popFirst() {
                got += Array(chunk.readableBytesView)
            } else {
                let limit = [1, 100, 40_000, 150_000].randomElement(using: &random) ?? 1
                let bytes = source.next(Int.random(in: 0...limit, using: &random))
                put += bytes
                buffer.append(ByteBuffer(bytes: bytes))
            }
            #expect(buffer.count == put.count - got.count)
            #expect(buffer.isEmpty == (put.count == got.count))
        }
        while let chunk = buffer.popFirst() { got += Array(chunk.readableBytesView) }
        #expect(got == put)
    }

    @Test("packs single bytes: all its chunks but the first and the last are full")
    func packs() {
        var buffer = InboundBuffer()
        for index in 0..<200_000 { buffer.append(ByteBuffer(integer: UInt8(truncatingIfNeeded: index))) }
        var sizes: [Int] = []
        var capacity = 0
        while let chunk = buffer.popFirst() {
            sizes.append(chunk.readableBytes)
            capacity += chunk.capacity
        }
        #expect(sizes.reduce(0, +) == 200_000)
        #expect(sizes.dropFirst().dropLast().allSatisfy { $0 >= InboundBuffer.chunkSize })
        #expect(capacity <= 200_000 + 2 * InboundBuffer.chunkSize, "\(capacity) bytes of memory for 200,000")
    }

    @Test("never hands out an empty chunk")
    func noEmptyChunks() {
        var buffer = InboundBuffer()
        buffer.append(ByteBuffer())
        #expect(buffer.popFirst() == nil)
    }

    @Test("does not change bytes that its giver still holds")
    func copiesOnWrite() {
        var buffer = InboundBuffer()
        let mine = ByteBuffer(repeating: 7, count: 40_000)
        buffer.append(mine)
        buffer.append(ByteBuffer(repeating: 8, count: 10))
        #expect(mine == ByteBuffer(repeating: 7, count: 40_000))
    }
}
