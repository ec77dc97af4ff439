package import NIOCore

/// What one client of the keeper's socket may take.
package struct LineLimits: Sendable {
    /// Bytes of a line, its newline not counted: 64 KiB.
    package var lineByteCount: Int
    /// From the connect, or from the last answer, to the end of a line: 10 s.
    package var lineTime: TimeAmount
    /// From the end of a line to its answer: 60 s.
    package var answerTime: TimeAmount
    /// Clients that are talked to at once; more wait in the system's queue: 256.
    package var clientCount: Int

    /// The limits as they are in service.
    package init(
        lineByteCount: Int = 64 << 10, lineTime: TimeAmount = .seconds(10), answerTime: TimeAmount = .seconds(60),
        clientCount: Int = 256
    ) {
        self.lineByteCount = lineByteCount
        self.lineTime = lineTime
        self.answerTime = answerTime
        self.clientCount = clientCount
    }
}
