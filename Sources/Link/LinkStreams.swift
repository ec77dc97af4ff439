package import NIOCore
package import SSHTransport
package import TunnelModel

/// The way to a link's streams for those who carry bytes. It is the same through every reconnect.
package struct LinkStreams: Sendable {
    let pool: NIOLoopBound<SessionPool>
    /// The loop on which the streams live.
    package let loop: any EventLoop

    /// Opens a stream to `target` on whichever session can open it first. May be called anywhere; opens are served in
    /// the order in which they came.
    ///
    /// While there is no link it waits up to `LinkSettings.connectionHold`. Fails with an `SSHError`: `.openRefused` and
    /// the server's words, `.timedOut` (the server did not answer this open), `.unreachable` and what keeps the link
    /// down, or `.cancelled` when the link has been ended.
    package func open(to target: Endpoint, from originator: Endpoint) -> EventLoopFuture<SSHStream> {
        let pool = pool
        if loop.inEventLoop { return pool.value.open(to: target, from: originator) }
        return loop.flatSubmit { pool.value.open(to: target, from: originator) }
    }

    /// Has the server listen, now and after each reconnect. `acceptor` gets each stream, on `loop`; it sets the handler
    /// and turns reading on. Every answer is told as a `LinkEvent`.
    package func listen(_ request: RemoteListen, acceptor: @escaping @Sendable (SSHStream) -> Void) async throws
        -> RemoteListening
    {
        try await loop.submit { pool.value.listen(request, acceptor) }.get()
    }

    /// Ends a listener. Streams that are open live on.
    package func cancelListen(_ id: RemoteListenID) {
        loop.execute { pool.value.cancelListen(id) }
    }
}
