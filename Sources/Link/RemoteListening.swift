package import NIOCore

/// What `LinkStreams.listen` gives: the listener's name, and what came of asking for the first time.
package struct RemoteListening: Sendable {
    /// For `LinkStreams.cancelListen`.
    package let id: RemoteListenID
    /// The port that the server bound; completes on the link's loop. Fails with the `SSHError` of the first refusal,
    /// mostly `.listenRefused`; with `LinkSettings.reconnects` it is asked for again all the same until it is cancelled.
    package let firstOutcome: EventLoopFuture<UInt16>
}
