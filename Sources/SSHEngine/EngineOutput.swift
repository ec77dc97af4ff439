package import NIOCore
package import TunnelModel

/// What the engine tells the driver; events in the past tense, in the order in which they happened.
package enum EngineOutput: Equatable, Sendable {
    /// Bytes for the carrier, and when they have to leave.
    case send(ByteBuffer, SendUrgency)
    /// Whether the engine takes input; while false the carrier should not be read.
    case wantsInput(Bool)
    /// The server's key; the engine waits for `acceptHostKey`. `software` is the server's identification line.
    case hostKeyReceived(PublicKey, software: String)
    /// The methods that the server takes.
    case methodsReceived([String])
    /// A signature over these bytes is needed; the engine waits for `sign`.
    case signatureWanted([UInt8])
    case offerRejected
    case authenticated
    case opened(StreamID)
    case openFailed(StreamID, SSHError)
    /// The far side opened a stream through one of our listeners.
    case accepted(StreamID, on: ListenerID)
    case data(StreamID, ByteBuffer)
    /// A program's standard error.
    case errorData(StreamID, ByteBuffer)
    /// The far side will send no more on this stream; all that it sent has been put out.
    case ended(StreamID)
    /// The program's exit status, just before `closed`; 255, as from ssh(1), if a signal ended it.
    case exited(StreamID, Int32)
    /// The stream is gone; nil: both sides had finished, or the far side closed it.
    case closed(StreamID, SSHError?)
    /// Whether more may be written; false from 128 KiB of waiting bytes on until 32 KiB.
    case writable(StreamID, Bool)
    case listening(ListenerID, port: UInt16)
    case listenFailed(ListenerID, SSHError)
    /// The server answered a ping after this time.
    case pong(TimeAmount)
    /// An open went unanswered: this session opens nothing more, its streams live on, and it ends with the last.
    case retired
    /// The session is over; nil: we closed it. Streams with bytes left to hand out may follow.
    case dead(SSHError?)

    /// The stream that it tells of, if that has been open.
    var stream: StreamID? {
        switch self {
        case .opened(let id), .accepted(let id, _), .data(let id, _), .errorData(let id, _), .ended(let id),
            .exited(let id, _), .closed(let id, _), .writable(let id, _):
            id
        case .send, .wantsInput, .hostKeyReceived, .methodsReceived, .signatureWanted, .offerRejected, .authenticated,
            .openFailed, .listening, .listenFailed, .pong, .retired, .dead:
            nil
        }
    }
}
