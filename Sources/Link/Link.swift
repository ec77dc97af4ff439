package import NIOCore
package import NIOPosix
import SSHTransport
import TunnelModel

/// One kept-up connection to a server: made, logged in, watched, made again.
///
/// All of its sessions live on one event loop. How many there are is `SessionPool`'s and `PoolMachine`'s business, when
/// it is made again `ReconnectPolicy`'s.
package struct Link: Sendable {
    private let settings: LinkSettings
    private let loop: any EventLoop
    private let maker: SessionMaker
    private let report: @Sendable (LinkEvent) -> Void

    /// Takes everything that a link needs of its surroundings.
    ///
    /// `threads` are for what blocks: name look-ups, key files, key derivation. `report` is told of every step, on any
    /// thread. After the first login `prompter` is not asked any more, and of `verifier` only `verifyAgain`.
    package init(
        settings: LinkSettings, loop: any EventLoop, threads: NIOThreadPool, verifier: any HostKeyVerifier,
        prompter: any Prompter, files: KeyFileReader,
        connectByCommand: (@Sendable (_ command: String, _ loop: any EventLoop) async throws -> any Channel)? = nil,
        report: @escaping @Sendable (LinkEvent) -> Void
    ) {
        var settings = settings.completed()
        for index in settings.hops.indices {
            settings.hops[index].verifier = RememberedHostKey(settings.hops[index].verifier)
        }
        self.settings = settings
        self.loop = loop
        self.report = report
        maker = SessionMaker(
            settings: settings, loop: loop, threads: threads, verifier: RememberedHostKey(verifier),
            prompter: AttendedPrompter(prompter: prompter), files: files, connectByCommand: connectByCommand,
            report: { if Attendance.wants($0) { report($0) } })
    }

    /// Connects, logs in, gives the streams to `whenUp`, and keeps the link up.
    ///
    /// `whenUp` is called once, when the link is up for the first time, and is cancelled when that ends; what follows is told by `LinkEvent`s: `.lost`,
    /// `.retryIn`, `.up(isAgain: true)`, and for each remote listener `.listening` or `.listenRefused`. With
    /// `reconnects` this never returns by itself; else it ends when the link is lost. Cancellation closes the sessions
    /// with a good-bye and throws `CancellationError`.
    /// - Throws: `LinkError`, or what `whenUp` throws.
    package func run(whenUp: @escaping @Sendable (LinkStreams) async throws -> Void) async throws {
        let (needs, need) = AsyncStream.makeStream(of: LinkNeed.self)
        let pool = try await loop.submit { [loop, settings, report] in
            let pool = SessionPool(loop: loop, settings: settings, report: report) { need.yield($0) }
            return NIOLoopBound(pool, eventLoop: loop)
        }.get()
        do {
            try await connect(pool)
            try await withThrowingTaskGroup(of: Bool.self) { tasks in
                // Beside each other: what `whenUp` waits for may need a new session.
                tasks.addTask {
                    try await whenUp(LinkStreams(pool: pool, loop: loop))
                    return false
                }
                tasks.addTask {
                    try await Attendance.$isAttended.withValue(false) { try await keepUp(pool, needs) }
                    return true
                }
                while let isOver = try await tasks.next(), !isOver {}
                tasks.cancelAll()
            }
        } catch {
            try? await loop.submit { pool.value.end(with: error) }.get()
            throw error
        }
        try await loop.submit { pool.value.end(with: CancellationError()) }.get()
    }

    /// The first connection: as ssh, several attempts if asked for, but only to reach the server.
    private func connect(_ pool: NIOLoopBound<SessionPool>) async throws {
        var attempts = max(1, settings.connectionAttempts)
        while true {
            do {
                return try await make(for: pool)
            } catch LinkError.unreachable where attempts > 1 {
                attempts -= 1
                report(.tryingAgain)
                try await pause(.seconds(1))
            }
        }
    }

    /// Makes a session and gives it to the pool.
    private func make(for pool: NIOLoopBound<SessionPool>, wasGrown: Bool = false) async throws {
        let begun = NIODeadline.now()
        let connection = try await maker.make()
        let time = NIODeadline.now() - begun
        try await loop.submit { pool.value.adopt(connection, loginTime: time, wasGrown: wasGrown) }.get()
    }

    /// Gives the pool what it needs, until the link is lost for good.
    private func keepUp(_ pool: NIOLoopBound<SessionPool>, _ needs: AsyncStream<LinkNeed>) async throws {
        var policy = settings.reconnectPolicy
        policy.cameUp(at: .now())
        try await withThrowingDiscardingTaskGroup { tasks in
            for await need in needs {
                switch need {
                case .further:
                    tasks.addTask { try await grow(pool) }
                case .replacement where settings.reconnects:
                    try await bringBack(pool, after: nil, &policy)
                case .replacement:
                    try await replaceOnce(pool)
                case .link(after: let error):
                    guard let error else { return tasks.cancelAll() }
                    let reason = LinkError.session(error, isLoggedIn: true)
                    guard settings.reconnects else { throw reason }
                    // A session that was under way may have come meanwhile.
                    guard try await !isUp(pool) else { continue }
                    report(.lost(reason))
                    try await bringBack(pool, after: reason, &policy)
                }
            }
            throw CancellationError()
        }
    }

    /// One more session, if it can be had without asking anybody anything.
    private func grow(_ pool: NIOLoopBound<SessionPool>) async throws {
        do {
            try await make(for: pool, wasGrown: true)
        } catch  where !Task.isCancelled {
            try await loop.submit { pool.value.growthFailed("\(error)") }.get()
        }
    }

    /// Makes a session until there is one. `reason` is why there is none; nil: older ones live, so the first attempt
    /// is made at once.
    private func bringBack(
        _ pool: NIOLoopBound<SessionPool>, after reason: LinkError?, _ policy: inout ReconnectPolicy
    ) async throws {
        var reason = reason
        var dice = SystemRandomNumberGenerator()
        while try await !isUp(pool) {
            if let reason {
                let delay = policy.delay(after: ReconnectCause(reason), at: .now(), using: &dice)
                report(.retryIn(delay))
                try await pause(delay)
                guard try await !isUp(pool) else { break }
            }
            do {
                try await make(for: pool)
                policy.cameUp(at: .now())
            } catch  where !Task.isCancelled {
                let failure = linkError(error)
                reason = failure
                report(.attemptFailed(failure))
                try await loop.submit { pool.value.stayDown(failure) }.get()
            }
        }
    }

    /// Makes the session that takes over; if it cannot be had now, but older streams live on, the next open tries again.
    private func replaceOnce(_ pool: NIOLoopBound<SessionPool>) async throws {
        do {
            guard try await !isUp(pool) else { return }
            try await make(for: pool)
        } catch  where !Task.isCancelled {
            let failure = linkError(error)
            let isAlive = try await loop.submit {
                pool.value.giveUpReplacement(failure)
                return pool.value.isAlive
            }.get()
            guard isAlive else { throw error }
            report(.replacementFailed("\(failure)"))
        }
    }

    private func isUp(_ pool: NIOLoopBound<SessionPool>) async throws -> Bool {
        try await loop.submit { pool.value.isUp }.get()
    }

    private func linkError(_ error: any Error) -> LinkError {
        error as? LinkError ?? .unreachable(host: settings.host, port: settings.port, words: "\(error)")
    }

    /// Lets time pass, on the loop's clock; cancellation ends it at once.
    private func pause(_ time: TimeAmount) async throws {
        let alarm = loop.scheduleTask(in: time) {}
        try await withTaskCancellationHandler {
            do { try await alarm.futureResult.get() } catch { throw CancellationError() }
        } onCancel: {
            alarm.cancel()
        }
    }
}
