/// Decides how standard input and output are joined with one stream (`-W`): as ssh does it (channels.c, `force_drain`).
///
/// The far side's end is the end: standard input is no longer read then. The end of standard input is only a half-close.
/// Output that nobody reads any more is dropped, and the stream lives on until its far side ends it, or until standard
/// input has ended too.
struct StandardStreamsMachine: Equatable {
    /// What is to be done about the stream.
    enum StreamOrder: Equatable {
        /// No more will be written.
        case finish
        /// Nobody reads and nothing more comes: close once what was written has left.
        case closeAfterWriting
    }

    private var hasInputEnded = false
    private var isOutputBroken = false
    private var isStreamFull = false
    private var isOutputFull = false
    private var hasStreamEnded = false
    private var isStreamClosed = false
    private var isOutputDone = false

    /// True while standard input should be read.
    var wantsInput: Bool { !hasInputEnded && !isStreamFull && !hasStreamEnded && !isStreamClosed }
    /// True while the stream may bring bytes.
    var wantsStream: Bool { !isOutputFull || isOutputBroken }
    /// True if bytes from the stream are written; else they are dropped.
    var takesOutput: Bool { !isOutputBroken }
    /// Nothing more will happen: the stream is closed, and all it brought is written or was not wanted.
    var isOver: Bool { isStreamClosed && (isOutputDone || isOutputBroken) }

    /// Standard input has ended, or cannot be read.
    mutating func inputEnded() -> StreamOrder? {
        guard !hasInputEnded, !hasStreamEnded, !isStreamClosed else { return nil }
        hasInputEnded = true
        return isOutputBroken ? .closeAfterWriting : .finish
    }

    /// Nobody reads standard output any more, or it cannot be written.
    mutating func outputBroke() -> StreamOrder? {
        guard !isOutputBroken, !isOutputDone else { return nil }
        isOutputBroken = true
        return hasInputEnded && !isStreamClosed ? .closeAfterWriting : nil
    }

    /// More, or no more, may be written to the stream.
    mutating func streamWritabilityChanged(_ isWritable: Bool) { isStreamFull = !isWritable }

    /// Standard output takes more, or has enough for now.
    mutating func outputWritabilityChanged(_ isWritable: Bool) { isOutputFull = !isWritable }

    /// The stream brings no more: standard output is to be closed after what waits, and input is over.
    mutating func streamEnded() -> StreamOrder? {
        guard !hasStreamEnded, !isStreamClosed else { return nil }
        hasStreamEnded = true
        return hasInputEnded ? nil : .finish
    }

    /// We closed the stream, or it was closed.
    mutating func streamClosed() { isStreamClosed = true }

    /// All that was written to standard output has left, and it is closed.
    mutating func outputFinished() { isOutputDone = true }
}
