import Foundation
import Link
import NIOCore
import NIOPosix
import Settings
import TestSupport
import TunnelModel

/// A real sshd and links to it, as a program makes them.
final class LinkRig: Sendable {
    let sshd: SSHDFixture
    let group: MultiThreadedEventLoopGroup
    let threads: NIOThreadPool
    let verifier = TrustingVerifier()
    /// What was told, oldest first.
    let events = Watched<[LinkEvent]>([])

    init(_ options: SSHDOptions? = nil) async throws {
        sshd = try await OwnThread.run { try SSHDFixture(options) }
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
    }

    /// Settings for a link that comes back at once, to sshd or to the proxy on `port`.
    func settings(port: UInt16? = nil) -> LinkSettings {
        var settings = LinkSettings(host: "127.0.0.1", port: port ?? sshd.port, user: sshd.user)
        settings.identities = [sshd.identity]
        settings.reconnects = true
        settings.sessions = .fixed(1)
        let quick = BackoffLadder(base: .milliseconds(5), ceiling: .milliseconds(50))
        settings.reconnectPolicy.ladders[.network] = quick
        settings.reconnectPolicy.ladders[.refused] = quick
        return settings
    }

    /// Runs `body` while the link lives, then ends the link and waits until everything of it is gone.
    func run(_ settings: LinkSettings, _ body: @escaping @Sendable (LinkStreams) async throws -> Void) async throws {
        let (ups, up) = AsyncStream.makeStream(of: LinkStreams.self)
        let link = Link(
            settings: settings, loop: group.next(), threads: threads, verifier: verifier, prompter: NobodyThere(),
            files: Self.disk, report: { [events] event in events.update { $0.append(event) } })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await link.run { up.yield($0) } }
            tasks.addTask { for await streams in ups { return try await body(streams) } }
            try await tasks.next()
            tasks.cancelAll()
            while await tasks.nextResult() != nil {}
        }
    }

    /// Waits until `count` events are as `isMeant` says, and gives the last of them.
    @discardableResult
    func wait(
        _ count: Int = 1, within time: Duration = .seconds(30), for isMeant: @escaping @Sendable (LinkEvent) -> Bool
    ) async throws -> LinkEvent {
        let events = events
        return try await OwnThread.run {
            let found = try events.wait(by: Deadline(within: time)) { all in
                let meant = all.filter(isMeant)
                return meant.count >= count ? meant[count - 1] : nil
            }
            guard let found else { throw RigError("not told in time; told: \(events.value)") }
            return found
        }
    }

    /// Waits until the link has come back `count` times.
    func waitForReturn(_ count: Int = 1) async throws {
        try await wait(count) { $0 == .up(isAgain: true) }
    }

    /// Ends sshd's sessions; it still accepts.
    func killSessions() async throws {
        try await OwnThread.run { [sshd] in sshd.signalSessions(SIGKILL) }
    }

    func stop() async throws {
        try await OwnThread.run { [sshd] in sshd.stop() }
        try await threads.shutdownGracefully()
        try await group.shutdownGracefully()
    }

    private static let disk = KeyFileReader { path in
        guard let data = FileManager.default.contents(atPath: path) else {
            return .failed(words: "No such file or directory", isMissing: true)
        }
        return .text(Secret(String(decoding: data, as: UTF8.self)), mode: 0o600, isOwn: true)
    }
}
