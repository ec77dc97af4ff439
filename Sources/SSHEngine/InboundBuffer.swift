private import DequeModule
import NIOCore

/// Bytes of one stream that wait for their reader, packed into chunks whatever the packets' sizes were.
struct InboundBuffer {
    /// The bytes that one chunk holds; a chunk is filled before the next is made.
    static let chunkSize = 64 << 10

    /// From this many bytes on a read is a chunk of its own: less than its allocation's rounding is lost.
    static let worthAChunk = 4 << 10

    private var chunks: Deque<ByteBuffer> = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Takes over the whole of `bytes`, copying only into the space that the last chunk has left.
    mutating func append(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        var bytes = bytes
        count += bytes.readableBytes
        // What is large enough is taken as it is, and so is the first: a reader that keeps up costs no copy.
        if chunks.isEmpty || bytes.readableBytes >= Self.worthAChunk { return chunks.append(bytes) }
        fillLastChunk(from: &bytes)
        if bytes.readableBytes > 0 {
            var chunk = ByteBufferAllocator().buffer(capacity: Self.chunkSize)
            chunk.writeBuffer(&bytes)
            chunks.append(chunk)
        }
    }

    /// The oldest chunk, or nil when there is none.
    mutating func popFirst() -> ByteBuffer? {
        guard let chunk = chunks.popFirst() else { return nil }
        count -= chunk.readableBytes
        return chunk
    }

    private mutating func fillLastChunk(from bytes: inout ByteBuffer) {
        guard var last = chunks.popLast() else { return }
        let room = min(last.writableBytes, bytes.readableBytes)
        if room > 0, var part = bytes.readSlice(length: room) {
            last.writeBuffer(&part)
        }
        chunks.append(last)
    }
}
