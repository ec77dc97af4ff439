import NIOCore
import TunnelModel

/// What a test has seen of one stream, and what it still has to write.
struct StreamTrace {
    var bytes = ByteBuffer()
    var errorBytes = ByteBuffer()
    /// How many `data` outputs came.
    var chunks = 0
    var hasEnded = false
    var isClosed = false
    var closeError: SSHError?
    var exitStatus: Int32?
    var isWritable = true
    /// Written piece by piece as long as the engine says "writable".
    var unwritten = ByteBuffer()
    /// Say `finish` after the last unwritten byte.
    var finishesAfterWriting = false
    /// The test has reset the stream: nothing more may come out.
    var isForgotten = false

    var content: [UInt8] { Array(bytes.readableBytesView) }
    var text: String { String(decoding: bytes.readableBytesView, as: UTF8.self) }
    var errorText: String { String(decoding: errorBytes.readableBytesView, as: UTF8.self) }
}
