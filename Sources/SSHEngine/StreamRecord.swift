import NIOCore
import TunnelModel

/// One stream's books inside the engine.
final class StreamRecord {
    let id: StreamID
    var window: ReceiveWindow
    var inbound = InboundBuffer()
    var outbound = OutboundBuffer()
    /// The reader takes data now.
    var isReading = false
    /// It waits for its turn to hand out held bytes.
    var isResumed = false
    /// Since when it has not been read; nil while it is.
    var stalledSince: NIODeadline?
    /// We have sent EOF.
    var hasSentEOF = false
    /// The far side has sent EOF and libssh2 holds nothing more.
    var hasReceivedEOF = false
    /// `ended` has been put out.
    var hasToldEnd = false
    /// The far side has sent CLOSE.
    var isClosedByPeer = false
    /// It runs a program, whose exit status will be told.
    let isExec: Bool
    /// Nobody reads any more: it is closed as soon as EOF has been sent.
    var closesAfterWriting = false
    /// The session died with this while bytes were still owed to the reader.
    var fate: SSHError?

    init(id: StreamID, window: ReceiveWindow, isExec: Bool = false) {
        self.id = id
        self.window = window
        self.isExec = isExec
    }
}
