public import NIOCore
import SSHEngine
public import TunnelModel

/// One SSH connection as a client: libssh2 on a NIO event loop.
///
/// The steps, each begun when the one before has its answer: ``attach(to:configuration:)``, ``exchangeKeys()``, look at
/// the host key, ``acceptHostKey()``, ``methods(for:)``, then ``offer(publicKey:user:)`` and ``sign(_:)`` per key until
/// ``SSHLoginStep/authenticated``. Then streams may be opened until ``ended``.
///
/// Methods may be called from anywhere; streams and listeners belong to ``eventLoop``. Futures complete on it. Errors
/// are `SSHError`s.
public struct SSHConnection: Sendable {
    let core: NIOLoopBound<ConnectionCore>
    /// The loop on which the connection lives.
    public let eventLoop: any EventLoop
    /// Completed when the connection is over; nil: we closed it, else what ended it.
    public let ended: EventLoopFuture<SSHError?>

    /// Puts a connection on a connected channel. Nothing is sent before ``exchangeKeys()``.
    ///
    /// The channel should have auto-read off, so that no byte comes before the handler is there; it is set on here.
    /// - Throws: `SSHError` when libssh2 cannot start or knows none of the algorithms of one kind.
    public static func attach(to channel: any Channel, configuration: SSHConfiguration) async throws -> SSHConnection {
        let connection = try await channel.eventLoop.submit {
            let core = try ConnectionCore(loop: channel.eventLoop, configuration: configuration)
            do {
                try channel.pipeline.syncOperations.addHandler(ChannelCarrier(core: core))
            } catch {
                // A server that closes at once may be gone already: `exchangeKeys` then says so.
                core.run(.peerEnded("closed by remote host"))
            }
            let bound = NIOLoopBound(core, eventLoop: channel.eventLoop)
            return SSHConnection(core: bound, eventLoop: channel.eventLoop, ended: core.ended.futureResult)
        }.get()
        // The same: it fails only where the channel is closed already.
        try? await channel.setOption(.autoRead, value: true).get()
        return connection
    }

    /// Puts a connection on a stream of another one: the way through a jump host. Nothing is sent before
    /// ``exchangeKeys()``.
    ///
    /// To be called on the stream's event loop, in the callback that brought the stream, so that nothing of it is
    /// missed; the new connection lives on that loop, too. Closing it closes the stream, never the outer connection;
    /// when that one ends, this one ends with `.peerClosed` during `.connect`, and the detail is `name`, a colon, and
    /// the reason. `name` says in one or two words what the outer connection is.
    /// - Throws: `SSHError` when libssh2 cannot start or knows none of the algorithms of one kind; the stream is closed.
    public static func attach(
        over stream: SSHStream, named name: String = "outer connection", configuration: SSHConfiguration
    ) throws(SSHError) -> SSHConnection {
        let loop = stream.eventLoop
        let core: ConnectionCore
        do throws(SSHError) {
            core = try ConnectionCore(loop: loop, configuration: configuration)
        } catch {
            stream.reset()
            throw error
        }
        StreamCarrier(core: core, stream: stream, name: name).start()
        return SSHConnection(
            core: NIOLoopBound(core, eventLoop: loop), eventLoop: loop, ended: core.ended.futureResult)
    }

    // MARK: login

    /// Exchanges banners and keys.
    /// - Returns: the server's host key, which is to be checked now.
    /// - Throws: `.notSSH`, `.algorithmMismatch`, `.timedOut`, `.peerClosed`, `.protocolFault`.
    public func exchangeKeys() async throws -> SSHServerIdentity {
        try await onLoop { $0.exchangeKeys() }.get()
    }

    /// Says that the host key is the right one. Before this no authentication step is taken.
    public func acceptHostKey() async throws {
        try await onLoop { core in
            core.acceptHostKey()
            return core.loop.makeSucceededVoidFuture()
        }.get()
    }

    /// Asks which methods the server takes for this user.
    /// - Returns: `.methods`, or `.authenticated` from a server that asks for nothing.
    public func methods(for user: String) async throws -> SSHLoginStep {
        try await onLoop { $0.step(.requestMethods(user: user)) }.get()
    }

    /// Offers a public key.
    ///
    /// `blob` is the key in SSH wire form (RFC 4253 section 6.6); its first string is the signature algorithm. The answer
    /// is `.signatureWanted`, `.rejected`, or `.authenticated`; what ends the connection is thrown.
    public func offer(publicKey blob: [UInt8], user: String) async throws -> SSHLoginStep {
        try await onLoop { $0.step(.offer(publicKey: blob, user: user)) }.get()
    }

    /// Hands over the signature that was wanted.
    ///
    /// It is the inner one, without its algorithm's name; nil if there will be none. The answer is `.authenticated` or
    /// `.rejected`; what ends the connection is thrown.
    public func sign(_ signature: [UInt8]?) async throws -> SSHLoginStep {
        try await onLoop { $0.step(.sign(signature)) }.get()
    }

    // MARK: streams

    /// Has the server connect to `target` (direct-tcpip, RFC 4254 section 7.2).
    ///
    /// `originator` is who asks, for the server's log. `window` is the receive window in bytes, 32 KiB to 64 MiB: so
    /// much may wait in memory for a slow reader. Fails with `.openRefused` and the server's words, `.timedOut` (which retires the connection),
    ///   `.sessionRetired` (ask again on another connection), or what ended the connection.
    public func openDirectTCPIP(to target: Endpoint, from originator: Endpoint, window: Int = 2 << 20)
        -> EventLoopFuture<SSHStream>
    {
        let request = StreamRequest(.directTCPIP(target: target, originator: originator), window: window)
        return onLoop { $0.open(request) }
    }

    /// Runs a command on the server. Its output is the stream's data; `finish()` closes its standard input.
    public func exec(_ command: String, window: Int = 2 << 20) -> EventLoopFuture<SSHStream> {
        let request = StreamRequest(.exec(command), window: window)
        return onLoop { $0.open(request) }
    }

    /// Asks the server to listen and to bring us its connections.
    ///
    /// `host` is an address of the server's, "localhost", or "" for every address (RFC 4254 section 7.1); port 0 lets
    /// the server choose. `acceptor` gets each stream, on ``eventLoop``; it sets the handler and turns reading on.
    /// Fails with `.listenRefused`.
    public func listen(host: String, port: UInt16, acceptor: @escaping @Sendable (SSHStream) -> Void)
        -> EventLoopFuture<SSHListener>
    {
        onLoop { $0.listen(host: host, port: port, acceptor) }
    }

    /// Asks for a sign of life.
    /// - Returns: the round-trip time. A missed deadline ends the connection with `.timedOut`.
    public func ping() -> EventLoopFuture<TimeAmount> {
        onLoop { $0.ping() }
    }

    /// Says good-bye and closes. Streams are closed with an error.
    public func close() async {
        _ = try? await onLoop { core in
            core.run(.close)
            return core.ended.futureResult
        }.get()
    }

    /// The same at once and without waiting. To be called on ``eventLoop``.
    public func closeNow() {
        core.value.run(.close)
    }

    // MARK: for the log and for those who keep several connections

    /// The negotiated cipher, such as "aes128-ctr". To be called on ``eventLoop``.
    public var cipher: String { core.value.cipher }

    /// Streams that are open now. To be called on ``eventLoop``.
    public var streamCount: Int { core.value.streamCount }

    /// Bytes that the connection holds in memory now. To be called on ``eventLoop``.
    public var memoryInUse: Int { core.value.memoryInUse }

    /// The shortest time in which the server has answered a login step or an open; nil before the first answer. At
    /// best it is the round trip, never less. To be called on ``eventLoop``.
    public var roundTrip: TimeAmount? { core.value.roundTrip }

    /// Sets what happens, once, when an open went unanswered: the connection opens nothing more, its streams live on
    /// and it ends with the last. To be called on ``eventLoop``; `action` is called there too.
    public func setRetirementAction(_ action: @escaping () -> Void) {
        core.value.onRetired = action
    }

    private func onLoop<Value: Sendable>(_ body: @escaping @Sendable (ConnectionCore) -> EventLoopFuture<Value>)
        -> EventLoopFuture<Value>
    {
        if eventLoop.inEventLoop { return body(core.value) }
        let core = core
        return eventLoop.flatSubmit { body(core.value) }
    }
}
