package import NIOCore
package import NIOPosix
import SSHTransport
import TunnelModel

/// One connection to a server, made and logged in, replaced when it opens nothing more.
///
/// All of its sessions live on one event loop. It is lost when its session is lost: making it again by itself comes
/// with the session pool.
package struct Link: Sendable {
    private let settings: LinkSettings
    private let loop: any EventLoop
    private let maker: SessionMaker
    private let report: @Sendable (LinkEvent) -> Void

    /// Takes everything that a link needs of its surroundings.
    ///
    /// `threads` are for what blocks: name look-ups, key files, key derivation. `report` is told of every step, on any
    /// thread.
    package init(
        settings: LinkSettings, loop: any EventLoop, threads: NIOThreadPool, verifier: any HostKeyVerifier,
        prompter: any Prompter, files: KeyFileReader,
        connectByCommand: (@Sendable (_ command: String, _ loop: any EventLoop) async throws -> any Channel)? = nil,
        report: @escaping @Sendable (LinkEvent) -> Void
    ) {
        self.settings = settings
        self.loop = loop
        self.report = report
        maker = SessionMaker(
            settings: settings, loop: loop, threads: threads, verifier: verifier, prompter: prompter, files: files,
            connectByCommand: connectByCommand, report: report)
    }

    /// Connects, logs in, gives the streams to `whenUp`, and stays until the link is lost.
    ///
    /// Cancellation closes the session with a good-bye and throws `CancellationError`.
    /// - Throws: `LinkError`, or what `whenUp` throws.
    package func run(whenUp: @Sendable (LinkStreams) async throws -> Void) async throws {
        let (needs, need) = AsyncStream.makeStream(of: LinkNeed.self)
        let loop = loop
        let window = settings.window
        let pool = try await loop.submit {
            NIOLoopBound(SessionPool(loop: loop, window: window) { need.yield(.session) }, eventLoop: loop)
        }.get()
        do {
            try await adopt(try await maker.make(), into: pool, need)
            try await whenUp(LinkStreams(pool: pool, loop: loop))
            try await keepUp(pool, needs, need)
        } catch {
            try? await loop.submit { pool.value.end(with: error) }.get()
            throw error
        }
    }

    /// Waits for what the pool needs: another session after a retirement, or the end.
    private func keepUp(
        _ pool: NIOLoopBound<SessionPool>, _ needs: AsyncStream<LinkNeed>,
        _ need: AsyncStream<LinkNeed>.Continuation
    ) async throws {
        var isRetired = false
        for await event in needs {
            switch event {
            case .retired:
                isRetired = true
                report(.retired)
            case .session where isRetired:
                isRetired = try await !replace(in: pool, need)
            case .session:
                continue
            case .ended(let error):
                guard let error else { return }
                throw LinkError.session(error, isLoggedIn: true)
            }
        }
        throw CancellationError()
    }

    /// Makes the session that takes over; false if it cannot be had now, but older streams live on: the next open tries
    /// again.
    private func replace(in pool: NIOLoopBound<SessionPool>, _ need: AsyncStream<LinkNeed>.Continuation) async throws
        -> Bool
    {
        do {
            try await adopt(try await maker.make(), into: pool, need)
            return true
        } catch  where !Task.isCancelled {
            guard try await loop.submit({ pool.value.failWaiting(with: error) }).get() else { throw error }
            report(.replacementFailed("\(error)"))
            return false
        }
    }

    private func adopt(
        _ connection: SSHConnection, into pool: NIOLoopBound<SessionPool>, _ need: AsyncStream<LinkNeed>.Continuation
    ) async throws {
        try await loop.submit {
            connection.setRetirementAction {
                pool.value.retire()
                need.yield(.retired)
            }
            pool.value.adopt(connection)
            keepAlive(connection)
        }.get()
        connection.ended.whenSuccess { error in
            // A retired session takes only its own streams with it.
            if pool.value.isCurrent(connection) { need.yield(.ended(error)) }
        }
    }

    /// Pings at the interval; a ping that misses its deadline ends the session by itself.
    private func keepAlive(_ connection: SSHConnection) {
        guard let interval = settings.aliveInterval else { return }
        let task = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            connection.ping().whenFailure { _ in }
        }
        connection.ended.whenComplete { _ in task.cancel() }
    }
}
