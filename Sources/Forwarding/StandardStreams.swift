import NIOCore
package import NIOPosix
package import SSHTransport

/// Standard input and output as one end of a relay (`-W`).
package enum StandardStreams {
    /// Joins the two with an opened stream that has no handler yet, until it is closed and all it brought is written.
    ///
    /// As with ssh, the end of standard input is a half-close, the far side's end the end of all. Descriptors may be
    /// pipes, sockets (the same one for both, too), terminals, files or devices; files are read and written on
    /// `threads`. A pipe's descriptor is /dev/null from here on. O_NONBLOCK is not left on what others share with us.
    /// Cancellation closes the stream.
    /// - Throws: the `SSHError` that cut the stream, `IOError` when a descriptor is closed, `CancellationError`.
    package static func relay(_ stream: SSHStream, threads: NIOThreadPool, input: CInt = 0, output: CInt = 1)
        async throws
    {
        let loop = stream.eventLoop
        let relay = try await loop.submit {
            let relay = StandardStreamsRelay(stream)
            do {
                try relay.start(input: input, output: output, threads: threads)
            } catch {
                relay.abandon(error)
            }
            return NIOLoopBound(relay, eventLoop: loop)
        }.get()
        try await withTaskCancellationHandler {
            try await loop.flatSubmit { relay.value.ended }.get()
        } onCancel: {
            loop.execute { relay.value.abandon(CancellationError()) }
        }
    }
}
