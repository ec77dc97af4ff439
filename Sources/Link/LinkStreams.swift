package import NIOCore
package import SSHTransport
package import TunnelModel

/// The way to a link's streams for those who carry bytes.
package struct LinkStreams: Sendable {
    let pool: NIOLoopBound<SessionPool>
    /// The loop on which the streams live.
    package let loop: any EventLoop

    /// Opens a stream to `target` on whichever session opens now, waiting for one if need be. May be called anywhere.
    package func open(to target: Endpoint, from originator: Endpoint) -> EventLoopFuture<SSHStream> {
        let pool = pool
        if loop.inEventLoop { return pool.value.open(to: target, from: originator) }
        return loop.flatSubmit { pool.value.open(to: target, from: originator) }
    }
}
