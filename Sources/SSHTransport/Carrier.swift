import NIOCore
import SSHEngine

/// What carries a session's bytes: a NIO channel, or a stream of another session.
///
/// Confined to the session's event loop. A carrier tells its `ConnectionCore` of input, writability and its end.
protocol Carrier: AnyObject {
    /// Writes, and flushes when it is due or earlier; never refuses, whatever `isWritable` was.
    func send(_ bytes: ByteBuffer, _ urgency: SendUrgency)
    /// Whether input is to be read.
    func setReading(_ reading: Bool)
    /// Closes once everything that was sent has left.
    func close()
}
