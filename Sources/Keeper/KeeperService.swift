import CPosix
import Enrollment
import NIOCore
import NIOPosix
import Registry
import SSHDaemon
package import TunnelModel

/// The keeper at work: its books, its socket, its sshd and what is due every second, until it is told to stop.
package struct KeeperService: Sendable {
    private let settings: KeeperSettings
    private let clock: @Sendable () -> UTCTime
    private let randomness: @Sendable (Int) -> [UInt8]
    private let report: @Sendable (String) -> Void

    /// A keeper that has not begun. `report` gets lines for the log, from any thread.
    package init(
        _ settings: KeeperSettings, clock: @escaping @Sendable () -> UTCTime,
        randomness: @escaping @Sendable (Int) -> [UInt8], report: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.clock = clock
        self.randomness = randomness
        self.report = report
    }

    /// Serves until SIGINT, SIGTERM or SIGHUP. Sessions live on after it.
    package func run() async throws {
        // Before any thread of ours looks at the environment.
        let handed = try KeeperSocket.handed(path: settings.socket)
        let folder = StateFolder(settings)
        try folder.make()
        let lock = try KeeperLock(state: settings.state)
        let stops = try SignalStream.stops(on: MultiThreadedEventLoopGroup.singleton.next())
        while try await runOnce(folder, handed, lock, stops) { report("starting anew with what was restored") }
        withExtendedLifetime(lock) {}
    }

    /// Whether it is to start anew: after a restore everything is read again.
    private func runOnce(
        _ folder: StateFolder, _ handed: KeeperSocket?, _ lock: borrowing KeeperLock, _ stops: AsyncStream<Int32>
    ) async throws -> Bool {
        let users = try LoginUsers(settings.logins, keysUser: settings.keysUser)
        let registry = try Registry(folder: settings.state)
        // Its folder is made for one user alone.
        try folder.make()
        let hostKeys = try await HostKeys.ensure(in: folder.hostKeys)
        try remember(hostKeys, in: registry)
        let source = try folder.keySource(report: report)
        var files: AuthorizedKeysFile?
        if case .files(let path) = source { files = AuthorizedKeysFile(folder: path) }
        let desk = Desk(
            registry: registry, settings: settings, writer: try folder.writer(),
            whereabouts: Bearings(
                bastions: try folder.advertised(),
                hostKeys: try folder.pins(hostKeys), logins: settings.logins),
            users: users, keyFiles: files, clock: clock, randomness: randomness, report: report)
        try await desk.adoptSessions()
        try await desk.writeKeyFiles()
        let socket = try handed?.copy() ?? KeeperSocket(path: settings.socket, mode: folder.socketMode, lock: lock)
        defer { socket.remove() }
        let sshd = try await privateSSHD(folder, hostKeys, source, desk)
        let isAgain = try await serve(desk, users, socket, sshd, stops)
        try registry.close()
        return isAgain
    }

    private func serve(
        _ desk: Desk, _ users: LoginUsers, _ socket: KeeperSocket, _ sshd: PrivateSSHD?, _ stops: AsyncStream<Int32>
    ) async throws -> Bool {
        let group = MultiThreadedEventLoopGroup.singleton
        let clerk = Clerk(desk: desk, users: users)
        let server = LineServer(group: group) { AnswerLines.refused($0.refusal) }
        if sshd == nil { announce("ready") }
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await server.run(descriptor: socket.descriptor, admits: { users.isKnown($0.uid) }) {
                    line, peer, send in try await clerk.answer(line, peer, send)
                }
            }
            tasks.addTask { try await keepTime(desk, sshd, on: group.next()) }
            if let sshd { tasks.addTask { try await sshd.run() } }
            tasks.addTask { for await number in stops { throw Stopped(signal: number) } }
            defer { tasks.cancelAll() }
            do {
                while try await tasks.next() != nil {}
            } catch let stopped as Stopped {
                ServiceNotice.stopping.send()
                report("stopping on signal \(stopped.signal); sessions live on")
            } catch is Restored {
                return true
            }
            return false
        }
    }

    /// Every second what is due; and a word to systemd's watchdog, which so hears of a desk that hangs.
    private func keepTime(_ desk: Desk, _ sshd: PrivateSSHD?, on loop: any EventLoop) async throws {
        let interval = min(1_000_000, (ServiceNotice.watchdogMicroseconds ?? 1_000_000) / 2)
        for await _ in Ticks.every(.microseconds(interval), on: loop) {
            if let listener = await sshd?.listener { await desk.spare(listener) }
            await desk.sweep()
            ServiceNotice.alive.send()
            if await desk.mustStartAnew { throw Restored() }
        }
    }

    private func announce(_ words: String) {
        report(words)
        ServiceNotice.ready(status: words).send()
    }

    private func privateSSHD(
        _ folder: StateFolder, _ keys: HostKeys, _ source: KeySource, _ desk: Desk
    ) async throws -> PrivateSSHD? {
        guard !settings.listen.isEmpty else { return nil }
        let installation = try await SSHDInstallation.find(settings.sshd)
        var configuration = PrivateConfiguration(
            listen: settings.listen, hostKey: keys.current.path, pidFile: settings.state + "/sshd.pid",
            logins: settings.logins, keys: source, version: installation.version)
        if case .files = source { configuration.isStrict = try folder.isStrict() }
        await desk.describe("\(installation.program) \(installation.version)")
        let places = settings.listen.map(\.description).joined(separator: ", ")
        let readiness = Readiness { announce("ready: sshd listens on \(places)") }
        return PrivateSSHD(
            installation, configuration: configuration, configurationFile: settings.state + "/sshd_config",
            report: { event in
                if case .answering = event { readiness.reached() }
                if let words = SSHDWords.line(event) { report(words) }
            })
    }

    /// A backup of the registry holds the host keys too.
    private func remember(_ keys: HostKeys, in registry: Registry) throws {
        let known = Set(try registry.hostKeys().map { "\($0.key) \($0.use.rawValue)" })
        for (key, use) in [(keys.current, StoredKeyUse.active), (keys.spare, .spare)] {
            guard !known.contains("\(key.publicKey) \(use.rawValue)"), let text = SmallFile.text(key.path) else {
                continue
            }
            try registry.keep(
                StoredHostKey(use: use, key: key.publicKey, file: Secret(text)), by: PlainText(cleaning: "keeper"),
                at: clock())
        }
    }
}
