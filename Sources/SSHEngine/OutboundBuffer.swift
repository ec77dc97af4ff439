import NIOCore

/// Bytes of one stream on their way to libssh2: append-only, retried from the head, bounded by its watermarks.
///
/// libssh2 wants the same first bytes again after "would block"; a queue that only grows at its tail gives it that.
struct OutboundBuffer {
    /// At this many waiting bytes the writer is asked to pause; with one more read of 64 KiB it stays within 256 KiB.
    static let high = 128 << 10
    /// At this many waiting bytes the writer may go on.
    static let low = 32 << 10

    private(set) var bytes = ByteBuffer()
    /// False from the moment that `high` is reached until `low` is.
    private(set) var isWritable = true
    /// The writer has said that no more will come.
    var isFinished = false

    var count: Int { bytes.readableBytes }

    /// Adds what libssh2 did not take; true if the writer has to be told to pause.
    mutating func append(_ more: ByteBuffer) -> Bool {
        var more = more
        if bytes.readableBytes == 0 {
            bytes = more
        } else {
            bytes.discardReadBytes()
            bytes.writeBuffer(&more)
        }
        guard isWritable, count >= Self.high else { return false }
        isWritable = false
        return true
    }

    /// libssh2 took the first `taken` bytes; true if the writer has to be told to go on.
    mutating func advance(by taken: Int) -> Bool {
        bytes.moveReaderIndex(forwardBy: taken)
        if bytes.readableBytes == 0 { bytes = ByteBuffer() }
        guard !isWritable, count <= Self.low else { return false }
        isWritable = true
        return true
    }
}
