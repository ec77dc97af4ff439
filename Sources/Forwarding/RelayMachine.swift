/// Decides what joins a local socket and a stream does next: half-close in each direction, back-pressure, the end.
///
/// Four halves that move on their own: bytes in from the socket, out to the stream, in from the stream, out to the
/// socket. It holds no bytes and no handles; its driver does what it says, a socket's end only after what was written.
struct RelayMachine: Equatable {
    /// How the socket is to be closed, once everything written to it has left.
    enum LocalEnd: Equatable {
        /// No more writes; reading goes on (FIN).
        case shutdownOutput
        /// Close as a program would.
        case close
        /// Close with a reset (RST), so that a cut stream never looks complete.
        case abort
    }

    /// What the stream is told.
    enum StreamOrder: Equatable {
        /// No more will be written.
        case finish
        /// Nobody reads any more, but what the socket sent before its end still has to arrive.
        case closeAfterWriting
        /// Drop everything.
        case reset
    }

    private var isLocalFull = false
    private var isStreamFull = false
    private var hasLocalEnded = false
    private var hasLocalFailed = false
    private var hasStreamEnded = false
    private var isOver = false

    // MARK: from the stream to the socket

    /// The socket's buffer has filled up or drained.
    /// - Returns: whether the stream may bring bytes, if that changes.
    mutating func localWritabilityChanged(_ isWritable: Bool) -> Bool? {
        guard isLocalFull == isWritable, !isOver else { return nil }
        isLocalFull = !isWritable
        return isWritable
    }

    /// The stream brings no more bytes.
    mutating func streamEnded() -> LocalEnd? {
        guard !hasStreamEnded, !isOver else { return nil }
        hasStreamEnded = true
        isOver = hasLocalEnded
        return hasLocalEnded ? .close : .shutdownOutput
    }

    /// The stream is gone; `isCut` if it went before both sides had finished.
    mutating func streamClosed(isCut: Bool) -> LocalEnd? {
        guard !isOver else { return nil }
        isOver = true
        return isCut ? .abort : .close
    }

    // MARK: from the socket to the stream

    /// True while the socket should be read.
    var wantsLocalBytes: Bool { !isStreamFull && !hasLocalEnded && !isOver }

    /// The stream's buffer has filled up or drained.
    mutating func streamWritabilityChanged(_ isWritable: Bool) {
        isStreamFull = !isWritable
    }

    /// The socket brings no more bytes.
    mutating func localEnded() -> StreamOrder? {
        guard !hasLocalEnded, !isOver else { return nil }
        hasLocalEnded = true
        return .finish
    }

    /// The socket has broken; that it is gone will follow.
    mutating func localFailed() {
        hasLocalFailed = true
    }

    /// The socket is gone. When both sides had finished, the stream says good-bye by itself.
    mutating func localClosed() -> StreamOrder? {
        guard !isOver else { return nil }
        isOver = true
        // Where our half had been shut, NIO closes the socket at the other's end without telling of that end first.
        if hasStreamEnded, !hasLocalEnded, !hasLocalFailed { return .finish }
        guard hasLocalEnded else { return .reset }
        return hasStreamEnded ? nil : .closeAfterWriting
    }
}
