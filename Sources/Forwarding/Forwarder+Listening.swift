import CPosix
import Glibc
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

extension Forwarder {
    /// What came of binding one forward, both in ssh's order.
    package struct Bound: Sendable {
        /// What is listened on now.
        package var listeners: [LocalListener] = []
        /// What could not be listened on.
        package var failures: [ListenFailure] = []

        /// Stops listening on all of it. Connections that are there live on.
        package func stop() async {
            for listener in listeners { await listener.stop() }
        }
    }

    /// Listens for a local forward. A failed address does not keep the others from being bound.
    package func bind(_ forward: LocalForward) async -> Bound {
        await bind(forward.listen, as: .fixed(forward.target))
    }

    /// Listens for a dynamic forward. A failed address does not keep the others from being bound.
    package func bind(_ forward: DynamicForward) async -> Bound {
        await bind(forward.listen, as: .socks)
    }

    /// What decides where accepted connections go.
    private enum Kind {
        case fixed(Endpoint)
        case socks
    }

    private static let backlog: Int32 = 128

    private func bind(_ point: ListenPoint, as kind: Kind) async -> Bound {
        var bound = Bound()
        switch point {
        case .tcp(let hosts, let port, let family):
            for host in hosts { await bind(host, port, family, as: kind, into: &bound) }
        case .unix(let path, let mask, let replaces):
            await bind(.path(path), into: &bound) {
                let socket = sallyport_listen_unix(path, mask, replaces ? 1 : 0, Self.backlog)
                guard socket >= 0 else { throw IOError(errnoCode: -socket, reason: "bind") }
                return try await bootstrap(kind).withBoundSocket(socket).get()
            }
        }
        return bound
    }

    private func bind(
        _ host: String, _ port: UInt16, _ family: AddressFamily, as kind: Kind,
        into bound: inout Bound
    ) async {
        do {
            for address in try await resolver.addresses(of: host, port: port, family: family) {
                await bind(.address(host: address.ipAddress ?? host, port: port), into: &bound) {
                    try await bootstrap(kind, address).bind(to: address).get()
                }
            }
        } catch {
            let words = (error as? AddressResolver.Unresolved)?.words ?? "\(error)"
            bound.failures.append(ListenFailure(place: .name(host), words: words))
        }
    }

    private func bind(_ place: ListenPlace, into bound: inout Bound, _ open: () async throws -> any Channel) async {
        do {
            bound.listeners.append(LocalListener(place: place, channel: try await open()))
        } catch {
            bound.failures.append(ListenFailure(place, error))
        }
    }

    /// For TCP, whose options a Unix socket would not take.
    private func bootstrap(_ kind: Kind, _ address: SocketAddress) -> ServerBootstrap {
        let bootstrap = bootstrap(kind)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Inherited by what is accepted (tcp(7)).
            .serverChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        guard case .v6 = address else { return bootstrap }
        // As ssh: an IPv6 wildcard must not take the IPv4 port as well.
        let ipv6Only = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)
        return bootstrap.serverChannelOption(ipv6Only, value: 1)
    }

    private func bootstrap(_ kind: Kind) -> ServerBootstrap {
        let (books, opener, requestTime) = (books, opener, requestTime)
        return ServerBootstrap(group: loop)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = AcceptFailureHandler(books: books.value, number: books.value.takeNumber())
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Self.setOptions(of: channel)
                    let relay: RelayHandler
                    switch kind {
                    case .fixed(let target):
                        relay = RelayHandler(.target(target, opener), books: books.value)
                    case .socks:
                        relay = RelayHandler(.request(opener), books: books.value)
                        let socks = SOCKSRequestHandler(for: relay, time: requestTime)
                        try channel.pipeline.syncOperations.addHandler(socks)
                    }
                    try channel.pipeline.syncOperations.addHandler(relay)
                }
            }
    }

    /// The same as child options of the bootstrap would do, without a future for each: connections are to be cheap.
    private static func setOptions(of channel: any Channel) throws {
        guard let options = channel.syncOptions else { return }
        try options.setOption(.autoRead, value: false)
        try options.setOption(.allowRemoteHalfClosure, value: true)
        try options.setOption(.recvAllocator, value: PacketSizedReads())
        try options.setOption(.writeBufferWaterMark, value: RelayHandler.writeBuffer)
    }
}
