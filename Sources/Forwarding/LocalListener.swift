package import NIOCore

/// One place that is listened on. It accepts until it is stopped.
package struct LocalListener: Sendable {
    /// A numeric address or a path; never a name.
    package let place: ListenPlace
    /// The listening channel.
    package let channel: any Channel

    /// Stops listening. Connections that are there live on; a Unix socket's file stays, as with ssh.
    package func stop() async {
        try? await channel.close().get()
    }
}
