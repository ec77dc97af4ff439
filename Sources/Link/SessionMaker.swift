import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Makes one session from nothing to logged in: dials, exchanges keys, has the host key checked, authenticates; the
/// same again through each session for the next server on the way.
struct SessionMaker: Sendable {
    /// Runs a ProxyCommand; the channel carries bytes and has auto-read off.
    typealias CommandConnector = @Sendable (_ command: String, _ loop: any EventLoop) async throws -> any Channel

    /// The jump hosts, and the target as the last.
    private let path: [HopSettings]
    private let dialer: Dialer
    private let logins: [Login]
    /// Receive window of the streams that carry sessions, in bytes.
    private let window: Int

    /// So many times its own receive window the target gets from the streams that carry it, within these limits: they
    /// are read at once, so this is for speed and not for memory.
    private static let carrierWindow = (factor: 4, least: 16 << 20, most: 64 << 20)

    init(
        settings: LinkSettings, loop: any EventLoop, threads: NIOThreadPool, verifier: any HostKeyVerifier,
        prompter: any Prompter, files: KeyFileReader, connectByCommand: CommandConnector? = nil,
        report: @escaping @Sendable (LinkEvent) -> Void
    ) {
        path = settings.hops + [HopSettings(settings, verifier: verifier)]
        let limits = Self.carrierWindow
        window = min(limits.most, max(limits.least, limits.factor * settings.window))
        let ring = KeyRing()
        let target = path.count - 1
        var logins: [Login] = []
        for (index, hop) in path.enumerated() {
            var told = report
            if index < target { told = { report(.jump(host: hop.host, port: hop.port, $0)) } }
            logins.append(
                Login(
                    settings: hop, ring: ring, prompter: prompter, files: files, threads: threads, report: told))
        }
        self.logins = logins
        dialer = Dialer(
            loop: loop, threads: threads, settings: path[0], connectByCommand: connectByCommand,
            report: logins[0].report)
    }

    /// A session that opens streams. When it ends, those that carry it are closed; when one of those ends, it ends with
    /// that one's reason. Nobody is asked for a passphrase unless `mayAsk`, and nobody once a login there has worked.
    ///
    /// Cancellation closes what there is of it.
    /// - Throws: `LinkError`, or `CancellationError`.
    func make(mayAsk: Bool = true) async throws -> SSHConnection {
        var made: [SSHConnection] = []
        var index = 0
        do {
            while index < path.count {
                let connection = try await attach(index, over: made.last)
                made.append(connection)
                try await closingIfCancelled(connection) {
                    try await logins[index].run(on: connection, mayAsk: mayAsk)
                }
                try Task.checkCancellation()
                index += 1
            }
        } catch {
            // Each takes along the one that carries it; and what has ended by itself can be told apart now.
            for connection in made.reversed() { await connection.close() }
            if Task.isCancelled { throw CancellationError() }
            throw try await blame(error, at: index, after: made)
        }
        return made[path.count - 1]
    }

    // MARK: one server

    /// A connection to the server at `index`, as far as its first byte.
    private func attach(_ index: Int, over outer: SSHConnection?) async throws -> SSHConnection {
        let hop = path[index]
        var transport = hop.transport
        transport.hostKeyAlgorithms = await hop.verifier.ordered(transport.hostKeyAlgorithms)
        let begun = NIODeadline.now()
        guard let outer else {
            let channel = try await dialer.connect()
            if let seconds = hop.connectTimeout {
                transport.handshakeDeadline = max(.milliseconds(1), .seconds(Int64(seconds)) - (.now() - begun))
            }
            return try await attach(to: channel, transport)
        }
        if let seconds = hop.connectTimeout { transport.handshakeDeadline = .seconds(Int64(seconds)) }
        return try await closingIfCancelled(outer) {
            try await attach(index, over: outer, transport)
        }
    }

    private func attach(to channel: any Channel, _ transport: SSHConfiguration) async throws -> SSHConnection {
        do {
            return try await SSHConnection.attach(to: channel, configuration: transport)
        } catch let error as SSHError {
            try? await channel.close().get()
            throw LinkError.session(error, isLoggedIn: false)
        }
    }

    /// Has the server before this one connect to it, and puts a connection on that stream.
    private func attach(_ index: Int, over outer: SSHConnection, _ transport: SSHConfiguration) async throws
        -> SSHConnection
    {
        let hop = path[index]
        let name = "jump host \(path[index - 1].name)"
        // The originator as ssh -W gives it.
        let opening = outer.openDirectTCPIP(
            to: Endpoint(host: hop.host, port: hop.port), from: Endpoint(host: "127.0.0.1", port: 65535),
            window: window)
        do {
            let connection = try await opening.flatMapThrowing { stream in
                try SSHConnection.attach(over: stream, named: name, configuration: transport)
            }.get()
            connection.ended.whenComplete { _ in outer.closeNow() }
            logins[index].report(.connected)
            return connection
        } catch let error as SSHError where error.operation == .open && error.code != .algorithmMismatch {
            let words = error.code == .openRefused ? "open failed: \(error.detail)" : "\(error)"
            throw LinkError.unreachable(host: hop.host, port: hop.port, words: "\(name): \(words)")
        } catch let error as SSHError {
            throw LinkError.session(error, isLoggedIn: false)
        }
    }

    private func closingIfCancelled<Value: Sendable>(
        _ connection: SSHConnection, _ body: () async throws -> Value
    ) async throws -> Value {
        try await withTaskCancellationHandler {
            try await body()
        } onCancel: {
            connection.eventLoop.execute { connection.closeNow() }
        }
    }

    // MARK: whose fault it was

    /// The error with the server that it belongs to: the first one below `index` that had ended by itself, else the one
    /// at `index`, which was being dialled or logged in. All of `made` have ended.
    private func blame(_ error: any Error, at index: Int, after made: [SSHConnection]) async throws -> any Error {
        guard let error = error as? LinkError else { return error }
        for (below, connection) in made.prefix(index).enumerated() {
            guard let reason = try await connection.ended.get() else { continue }
            return jump(below, .session(reason, isLoggedIn: true))
        }
        return jump(index, error)
    }

    private func jump(_ index: Int, _ error: LinkError) -> LinkError {
        index < path.count - 1 ? .jump(host: path[index].host, port: path[index].port, error) : error
    }
}
