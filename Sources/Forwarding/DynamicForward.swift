/// One dynamic forward (`-D`), ready to be bound: a SOCKS proxy whose connections the far side makes.
package struct DynamicForward: Sendable, Equatable {
    /// Where to listen.
    package var listen: ListenPoint

    /// Nothing is looked up yet.
    package init(listen: ListenPoint) {
        self.listen = listen
    }
}
