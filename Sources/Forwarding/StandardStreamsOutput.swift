import NIOCore

/// Standard output, however it is written. Confined to its event loop.
protocol StandardStreamsOutput: AnyObject {
    /// Writes after what waits.
    func write(_ bytes: ByteBuffer)
    /// Closes after what waits; the relay then hears `outputFinished` or `outputBroke`.
    func finish()
    /// Closes now; the relay hears nothing more.
    func stop()
}
