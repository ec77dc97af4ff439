import NIOCore
import SSHTransport

/// Sizes a socket's reads so that a full one fills whole SSH packets: 64 KiB would be two packets and a crumb of 136
/// bytes, which costs as much work as a packet of its own.
///
/// Starts with `small` and changes over at the first read that fills it, back at the first that would have fitted.
struct PacketSizedReads: RecvByteBufferAllocator {
    /// Bytes of a read while little comes: a request, a key stroke.
    static let small = 2048

    private var isBusy = false

    func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
        guard isBusy else { return allocator.buffer(capacity: Self.small) }
        var buffer = allocator.buffer(capacity: SSHStream.fullWrite)
        // Allocations are powers of two: what is over at the front is given away, so that the read ends on a packet.
        let over = max(0, buffer.writableBytes - SSHStream.fullWrite)
        buffer.moveWriterIndex(to: over)
        buffer.moveReaderIndex(to: over)
        return buffer
    }

    /// No hint: a hint would bring back a used buffer, whose reads start at its very beginning.
    func nextBufferSize() -> Int? { nil }

    mutating func record(actualReadBytes: Int) -> Bool {
        if !isBusy, actualReadBytes >= Self.small {
            isBusy = true
        } else if actualReadBytes < Self.small {
            isBusy = false
        }
        return true
    }
}
