package import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Listens for local forwards and relays what comes in, all on one event loop.
package struct LocalForwarder: Sendable {
    private let loop: any EventLoop
    private let opener: any StreamOpener
    private let books: NIOLoopBound<RelayBooks>

    /// What came of binding one forward: the open listeners, and the addresses that failed, both in ssh's order.
    package struct Bound: Sendable {
        /// Listening channels; they accept until they are closed.
        package var listeners: [any Channel]
        /// Addresses that could not be listened on.
        package var failures: [ListenFailure]
    }

    /// Listens and relays on the link's loop; to be called on it. `report` is told of every event, there too.
    package init(
        loop: any EventLoop, opener: any StreamOpener, report: @escaping @Sendable (ForwardEvent) -> Void
    ) {
        self.loop = loop
        self.opener = opener
        books = NIOLoopBound(RelayBooks(report: report), eventLoop: loop)
    }

    /// Listens on every address of the forward. A failed address does not keep the others from being bound.
    package func bind(_ forward: LocalForward) async -> Bound {
        var bound = Bound(listeners: [], failures: [])
        for host in forward.hosts {
            do {
                let address = try SocketAddress.makeAddressResolvingHost(host, port: Int(forward.port))
                bound.listeners.append(try await listen(on: address, to: forward))
            } catch {
                bound.failures.append(ListenFailure(host: host, port: forward.port, error: error))
            }
        }
        return bound
    }

    /// Bytes that may wait for a slow socket before its stream pauses, and before it goes on.
    private static let writeBuffer = ChannelOptions.Types.WriteBufferWaterMark(low: 16 << 10, high: 64 << 10)

    private func listen(on address: SocketAddress, to forward: LocalForward) async throws -> any Channel {
        let (opener, books, target) = (opener, books, forward.target)
        let bootstrap = ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // As ssh: an IPv6 wildcard must not take the IPv4 port as well.
                    let ipv6Only = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)
                    if case .v6 = address { try channel.syncOptions?.setOption(ipv6Only, value: 1) }
                    let handler = AcceptFailureHandler(books: books.value, number: books.value.takeNumber())
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            // Inherited by what is accepted (tcp(7)).
            .serverChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Self.setOptions(of: channel)
                    let relay = RelayHandler(to: target, by: opener, books: books.value)
                    try channel.pipeline.syncOperations.addHandler(relay)
                }
            }
        return try await bootstrap.bind(to: address).get()
    }

    /// The same as child options of the bootstrap would do, without a future for each: connections are to be cheap.
    private static func setOptions(of channel: any Channel) throws {
        guard let options = channel.syncOptions else { return }
        try options.setOption(.autoRead, value: false)
        try options.setOption(.allowRemoteHalfClosure, value: true)
        try options.setOption(.recvAllocator, value: PacketSizedReads())
        try options.setOption(.writeBufferWaterMark, value: writeBuffer)
    }
}
