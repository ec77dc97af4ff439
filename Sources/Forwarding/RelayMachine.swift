/// Decides what joins a local socket and a stream does next: half-close in each direction, back-pressure, the end.
///
/// Four halves that move on their own: bytes in from the socket, out to the stream, in from the stream, out to the
/// socket. It holds no bytes and no handles; its driver does what it says.
struct RelayMachine: Equatable {
    /// How the socket is to be closed.
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

    private var writesInFlight = 0
    private var isStreamPaused = false
    private var hasLocalEnded = false
    private var hasStreamEnded = false
    private var isOver = false
    /// What waits for the last write to the socket.
    private var pendingEnd: LocalEnd?

    // MARK: from the stream to the socket

    /// A write to the socket begins.
    mutating func writeBegan() {
        writesInFlight += 1
    }

    /// The call that began it has returned.
    /// - Returns: true if the stream has to pause: the socket did not take everything at once.
    mutating func writeReturned() -> Bool {
        guard writesInFlight > 0, !isStreamPaused, !isOver else { return false }
        isStreamPaused = true
        return true
    }

    /// What a finished write allows.
    enum OnWritten: Equatable {
        case nothing
        case resumeStream
        case end(LocalEnd)
    }

    /// A write to the socket has ended, in whatever way.
    mutating func writeFinished() -> OnWritten {
        writesInFlight -= 1
        guard writesInFlight == 0, !isOver else { return .nothing }
        if let end = pendingEnd {
            pendingEnd = nil
            return .end(carryOut(end))
        }
        guard isStreamPaused else { return .nothing }
        isStreamPaused = false
        return .resumeStream
    }

    /// The stream brings no more bytes.
    /// - Returns: what to do with the socket now; nil: wait for writes.
    mutating func streamEnded() -> LocalEnd? {
        guard !hasStreamEnded, !isOver else { return nil }
        hasStreamEnded = true
        return endLocal(hasLocalEnded ? .close : .shutdownOutput)
    }

    /// The stream is gone; `isCut` if it went before both sides had finished.
    mutating func streamClosed(isCut: Bool) -> LocalEnd? {
        guard !isOver else { return nil }
        return endLocal(isCut ? .abort : .close)
    }

    // MARK: from the socket to the stream

    /// The socket brings no more bytes.
    mutating func localEnded() -> StreamOrder? {
        guard !hasLocalEnded, !isOver else { return nil }
        hasLocalEnded = true
        return .finish
    }

    /// The socket is gone.
    mutating func localClosed() -> StreamOrder? {
        guard !isOver else { return nil }
        isOver = true
        guard hasLocalEnded else { return .reset }
        return hasStreamEnded ? nil : .closeAfterWriting
    }

    // MARK: the end

    private mutating func endLocal(_ end: LocalEnd) -> LocalEnd? {
        guard writesInFlight == 0 else {
            pendingEnd = end
            return nil
        }
        return carryOut(end)
    }

    private mutating func carryOut(_ end: LocalEnd) -> LocalEnd {
        // After a close the stream says good-bye by itself: it is not to be reset.
        isOver = end != .shutdownOutput
        return end
    }
}
