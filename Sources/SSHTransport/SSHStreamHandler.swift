public import NIOCore
public import TunnelModel

/// Whoever takes a stream's events. All calls come on the connection's event loop.
public protocol SSHStreamHandler: AnyObject {
    /// Bytes arrived; comes only while reading is on, 64 KiB at most at a time.
    func streamReceived(_ bytes: ByteBuffer)
    /// A program wrote to its standard error.
    func streamReceivedErrorData(_ bytes: ByteBuffer)
    /// The far side will send no more; everything before it has been handed over.
    func streamEnded()
    /// Whether more may be written; false while 128 KiB wait. Writes are taken all the same.
    func streamWritabilityChanged(_ isWritable: Bool)
    /// A program ended with this status; just before `streamClosed`.
    func streamExited(status: Int32)
    /// The last call. nil: both sides had finished or the far side closed it; else what ended the connection.
    func streamClosed(_ error: SSHError?)
}

extension SSHStreamHandler {
    /// Drops it; only programs have a standard error.
    public func streamReceivedErrorData(_ bytes: ByteBuffer) {}

    /// Does nothing; only programs have a status.
    public func streamExited(status: Int32) {}
}
