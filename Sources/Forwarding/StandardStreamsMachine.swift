/// Decides how standard input and output are joined with one stream (`-W`): as ssh does it (channels.c, `force_drain`).
///
/// The far side's end is the end: standard input is no longer read then. The end of standard input is only a half-close.
/// Output that nobody reads any more is dropped, and the stream lives on until its far side ends it.
struct StandardStreamsMachine: Equatable {
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
    /// - Returns: whether the stream is to be finished.
    mutating func inputEnded() -> Bool {
        guard !hasInputEnded, !hasStreamEnded, !isStreamClosed else { return false }
        hasInputEnded = true
        return true
    }

    /// Nobody reads standard output any more, or it cannot be written.
    mutating func outputBroke() {
        if !isOutputDone { isOutputBroken = true }
    }

    /// More, or no more, may be written to the stream.
    mutating func streamWritabilityChanged(_ isWritable: Bool) { isStreamFull = !isWritable }

    /// Standard output takes more, or has enough for now.
    mutating func outputWritabilityChanged(_ isWritable: Bool) { isOutputFull = !isWritable }

    /// The stream brings no more: standard output is to be closed after what waits, and input is over.
    /// - Returns: whether the stream is to be finished.
    mutating func streamEnded() -> Bool {
        guard !hasStreamEnded, !isStreamClosed else { return false }
        hasStreamEnded = true
        return !hasInputEnded
    }

    /// The stream was closed.
    mutating func streamClosed() { isStreamClosed = true }

    /// All that was written to standard output has left, and it is closed.
    mutating func outputFinished() { isOutputDone = true }
}
