import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Makes the TCP connection: resolves, then tries the addresses in order, as ssh does.
struct Dialer: Sendable {
    let loop: any EventLoop
    let threads: NIOThreadPool
    let settings: LinkSettings
    let report: @Sendable (LinkEvent) -> Void

    /// Bytes that may wait in the channel before local sockets are paused, and before they go on.
    private static let writeBuffer = ChannelOptions.Types.WriteBufferWaterMark(low: 128 << 10, high: 512 << 10)

    /// A connected channel that does not read yet.
    /// - Throws: `LinkError.unresolved` or `.unreachable`.
    func connect() async throws -> any Channel {
        let addresses = try await resolve(settings.host, port: settings.port)
        let source = try await sourceAddress()
        var words = "no address"
        let deadline = settings.connectTimeout.map { NIODeadline.now() + .seconds(Int64($0)) }
        for address in addresses {
            try Task.checkCancellation()
            let text = address.ipAddress ?? settings.host
            report(.connecting(host: settings.host, address: text, port: settings.port))
            do {
                let channel = try await attempt(address, from: source, until: deadline)
                report(.connected)
                return channel
            } catch {
                words = Self.words(for: error)
                report(.addressFailed(address: text, port: settings.port, words: words))
            }
        }
        throw LinkError.unreachable(host: settings.host, port: settings.port, words: words)
    }

    private func attempt(_ address: SocketAddress, from source: SocketAddress?, until deadline: NIODeadline?)
        async throws -> any Channel
    {
        var bootstrap = ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: settings.tcpKeepAlive ? 1 : 0)
            .channelOption(.writeBufferWaterMark, value: Self.writeBuffer)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 << 10))
            .connectTimeout(deadline.map { max(.milliseconds(1), $0 - .now()) } ?? .minutes(3))
        if let source { bootstrap = bootstrap.bind(to: source) }
        return try await bootstrap.connect(to: address).get()
    }

    private func sourceAddress() async throws -> SocketAddress? {
        guard let bind = settings.bindAddress else { return nil }
        return try await resolve(bind, port: 0).first
    }

    private func resolve(_ host: String, port: UInt16) async throws -> [SocketAddress] {
        do {
            return try await AddressResolver(threads: threads).addresses(of: host, port: port, family: settings.family)
        } catch let error as AddressResolver.Unresolved {
            throw LinkError.unresolved(host: error.host, words: error.words)
        }
    }

    private static func words(for error: any Error) -> String {
        if let error = error as? IOError { return ErrnoWords.text(error.errnoCode) }
        if case .some(.connectTimeout) = error as? ChannelError { return "Connection timed out" }
        return "\(error)"
    }
}
