/// Standard input, however it is read. Confined to its event loop.
protocol StandardStreamsInput: AnyObject {
    /// Has one more piece read and handed to the relay, unless one is being read.
    func read()
    /// Stops for good.
    func stop()
}
