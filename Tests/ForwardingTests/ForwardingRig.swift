import NIOCore
import NIOPosix
import SSHTransport
import TestSupport
import TransportSupport
import TunnelModel

@testable import Forwarding

/// A real sshd, one connection to it, and a forwarder on that connection, as the program puts them together.
struct ForwardingRig: Sendable {
    let transport: TransportRig
    let connection: SSHConnection
    let forwarder: Forwarder
    let threads: NIOThreadPool
    /// Everything that was reported.
    let events: Watched<[ForwardEvent]>

    /// Opens streams on one connection for ever.
    private struct Opener: StreamOpener {
        let connection: SSHConnection

        func open(to target: Endpoint, from originator: Endpoint) -> EventLoopFuture<SSHStream> {
            connection.openDirectTCPIP(to: target, from: originator)
        }
    }

    init(_ options: SSHDOptions? = nil, family: AddressFamily = .any, requestTime: TimeAmount? = nil) async throws {
        transport = try await TransportRig(options)
        let connection = try await transport.logIn()
        let events = Watched<[ForwardEvent]>([])
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        forwarder = try await connection.eventLoop.submit {
            let opener = Opener(connection: connection)
            var forwarder = Forwarder(
                loop: connection.eventLoop, threads: threads, family: family, opener: opener,
                report: { event in events.update { $0.append(event) } })
            if let requestTime { forwarder.requestTime = requestTime }
            return forwarder
        }.get()
        (self.connection, self.events, self.threads) = (connection, events, threads)
    }

    /// Listens as a SOCKS proxy on a free port, and tells which.
    func proxy() async throws -> UInt16 {
        let port = try RefusedPort()
        let point = ListenPoint.tcp(hosts: ["127.0.0.1"], port: port.port)
        let bound = await forwarder.bind(DynamicForward(listen: point))
        guard bound.failures.isEmpty else { throw RigError("\(bound.failures)") }
        return port.port
    }

    /// Has the server listen on a free port for connections to `target`, and tells which.
    func remote(to target: ForwardTarget) async throws -> UInt16 {
        let forward = RemoteForward(host: "127.0.0.1", port: 0, target: target)
        let forwarder = forwarder
        return try await connection.listen(host: forward.host, port: forward.port) {
            forwarder.accept($0, for: forward)
        }.get().port
    }

    /// The first event that `pick` takes.
    func event<T: Sendable>(_ pick: @escaping @Sendable (ForwardEvent) -> T?) async throws -> T {
        try await OwnThread.run { [events] in
            let found = try events.wait(by: .usual) { all in all.lazy.compactMap(pick).first }
            guard let found else { throw RigError("no such event: \(events.value)") }
            return found
        }
    }

    /// Blocks until every connection that came in is over, and gives the books' next number.
    func settle(after count: Int) async throws -> Int {
        try await OwnThread.run { [events] in
            let met = try events.wait(by: .usual) { all in
                all.count { if case .closed = $0 { true } else { false } } >= count ? true : nil
            }
            if met == nil { throw RigError("still open: \(events.value)") }
        }
        let forwarder = forwarder
        return try await connection.eventLoop.submit {
            let number = forwarder.books.value.takeNumber()
            forwarder.books.value.giveBack(number)
            return number
        }.get()
    }

    func stop() async throws {
        await connection.close()
        try await transport.stop()
        try await threads.shutdownGracefully()
    }
}
