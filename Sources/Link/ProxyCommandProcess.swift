import CPosix
package import NIOCore
import NIOPosix

/// A ProxyCommand's process: what it reads and writes is the connection, as ssh runs it (sshconnect.c).
///
/// `SHELL -c "exec COMMAND"` on two pipes, in our process group, with our standard error. When the channel closes, from
/// either side, the process gets SIGHUP, then SIGTERM, then SIGKILL, until it is gone and reaped.
package struct ProxyCommandProcess: Sendable {
    /// The connected channel, with auto-read off.
    package let channel: any Channel
    /// The process's id while it lives.
    package let pid: CInt
    /// Completed with its exit status (128 and the number after a signal) once it is gone, which the channel's end
    /// brings about.
    package let ended: EventLoopFuture<CInt>

    /// Starts it. `command` is what the settings say, percent tokens expanded; `shell` is the user's, /bin/sh if unknown.
    /// - Throws: `IOError` when there are no descriptors, or the shell cannot be started.
    package static func start(_ command: String, shell: String, on loop: any EventLoop) async throws
        -> ProxyCommandProcess
    {
        var ends: [CInt] = [-1, -1, -1, -1]
        let code = sallyport_open_pipes(&ends)
        guard code == 0 else { throw IOError(errnoCode: -code, reason: "pipe") }
        let pid = sallyport_spawn_shell(shell, "exec \(command)", ends[0], ends[3])
        sallyport_close(ends[0])
        sallyport_close(ends[3])
        guard pid > 0 else {
            sallyport_close(ends[1])
            sallyport_close(ends[2])
            throw IOError(errnoCode: -pid, reason: shell)
        }
        let ending = try await loop.submit { NIOLoopBound(ProcessEnding(pid, on: loop), eventLoop: loop) }.get()
        do {
            let channel = try await bootstrap(loop).takingOwnershipOfDescriptors(input: ends[2], output: ends[1]).get()
            channel.closeFuture.whenComplete { _ in ending.value.begin() }
            let ended = try await loop.submit { ending.value.ended }.get()
            return ProxyCommandProcess(channel: channel, pid: pid, ended: ended)
        } catch {
            sallyport_close(ends[1])
            sallyport_close(ends[2])
            loop.execute { ending.value.begin() }
            throw error
        }
    }

    private static func bootstrap(_ loop: any EventLoop) -> NIOPipeBootstrap {
        NIOPipeBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(
                .writeBufferWaterMark,
                value: ChannelOptions.Types.WriteBufferWaterMark(low: 128 << 10, high: 512 << 10)
            )
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 << 10))
    }
}
