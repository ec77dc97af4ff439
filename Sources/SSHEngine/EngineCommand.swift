package import NIOCore

/// What the driver tells the engine; imperative, acted on at once.
package enum EngineCommand: Sendable {
    /// Begins the handshake.
    case start
    /// Bytes from the carrier.
    case receive(ByteBuffer)
    /// The carrier will bring no more bytes; the words say why.
    case peerEnded(String)
    /// Whether the carrier takes output without queueing it.
    case carrierWritable(Bool)
    /// The time given to `perform` has passed `nextDeadline`.
    case timePassed
    /// The host key is the right one: go on.
    case acceptHostKey
    /// Ask the server which authentication methods it takes for this user.
    case requestMethods(user: String)
    /// Offer this public key (its blob) for this user.
    case offer(publicKey: [UInt8], user: String)
    /// The signature that `signatureWanted` asked for, the inner one only; nil: there will be none.
    case sign([UInt8]?)
    /// Open a stream under a fresh id from `makeStreamID`.
    case open(StreamID, StreamRequest)
    /// Whether `data` may be put out for this stream; false at first.
    case setReading(StreamID, Bool)
    case write(StreamID, ByteBuffer)
    /// No more writes: sends EOF after what is waiting.
    case finish(StreamID)
    /// Sends EOF after what is waiting and then closes; drops what comes in, and nothing more is put out for this id.
    case closeAfterWriting(StreamID)
    /// Close at once and forget; nothing more is put out for this id.
    case reset(StreamID)
    /// Ask the server to listen on its side; port 0 lets it choose.
    case listen(ListenerID, host: String, port: UInt16)
    /// Ask it to stop; nothing more is put out for this id but streams that it has accepted already.
    case stopListening(ListenerID)
    /// Ask for a sign of life.
    case ping
    /// Say good-bye and end.
    case close
}
