package import TunnelModel

/// One local forward (`-L`), ready to be bound: its connections go to a TCP target on the far side.
package struct LocalForward: Sendable, Equatable {
    /// Where to listen.
    package var listen: ListenPoint
    /// Where the far side connects to.
    package var target: Endpoint

    /// Takes the two; nothing is looked up yet.
    package init(listen: ListenPoint, target: Endpoint) {
        self.listen = listen
        self.target = target
    }
}
