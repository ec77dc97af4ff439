package import NIOCore
package import NIOPosix
package import SSHTransport
package import TunnelModel

/// Carries the bytes of all forwards of one link, on the link's event loop: accepts here and opens there (`bind`), and
/// the other way about (`accept`).
package struct Forwarder: Sendable {
    let loop: any EventLoop
    let opener: any StreamOpener
    let resolver: AddressResolver
    let dialer: LocalDialer
    let books: NIOLoopBound<RelayBooks>
    /// How long a SOCKS client may take for its request.
    var requestTime = TimeAmount.seconds(30)

    /// Listens, dials and relays on the link's loop; to be called on it.
    ///
    /// Names are looked up on `threads`. `family` limits the addresses of targets on this side. `report` is told of every
    /// event, on the loop.
    package init(
        loop: any EventLoop, threads: NIOThreadPool, family: AddressFamily = .any, opener: any StreamOpener,
        report: @escaping @Sendable (ForwardEvent) -> Void
    ) {
        self.loop = loop
        self.opener = opener
        resolver = AddressResolver(threads: threads)
        dialer = LocalDialer(loop: loop, resolver: resolver, family: family)
        books = NIOLoopBound(RelayBooks(report: report), eventLoop: loop)
    }

    /// Takes a stream that the server opened for this remote forward, and connects it on this side.
    ///
    /// To be called on the loop, which must be the stream's, before the stream has had a handler. What comes of it is
    /// told in events; a target that does not answer within 10 s an address closes the stream.
    package func accept(_ stream: SSHStream, for forward: RemoteForward) {
        AcceptedStream(stream, for: forward, dialer: dialer, requestTime: requestTime, books: books.value).begin()
    }

    /// Resets every open connection of this side, so that none looks complete; to be called on the loop before the program
    /// ends although connections are open. What still waits to be written to them is lost.
    package func resetAll() {
        for relay in books.value.openRelays { relay.abort() }
    }

    /// Completed as soon as no connection is open; to be called on the loop.
    package func whenIdle() -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        books.value.tellWhenIdle(promise)
        return promise.futureResult
    }

    /// Joins a connected channel with an open stream, as for `-W`; to be called on the loop, which must be that of both.
    ///
    /// The channel must have auto-read off, remote half-closure allowed, and no handler that reads. It is closed at the
    /// stream's end, and the other way about.
    /// - Returns: completed when the channel is closed; the error is what cut the stream.
    package func join(_ channel: any Channel, with stream: SSHStream) throws -> EventLoopFuture<SSHError?> {
        let relay = RelayHandler(.stream(stream), books: books.value)
        let fate = loop.makePromise(of: SSHError?.self)
        channel.closeFuture.assumeIsolated().whenComplete { _ in fate.succeed(relay.fate) }
        try channel.pipeline.syncOperations.addHandler(relay)
        return fate.futureResult
    }
}
