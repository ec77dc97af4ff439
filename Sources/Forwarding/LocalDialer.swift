import Glibc
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Connects to targets on this side, for streams that the far side brought.
struct LocalDialer: Sendable {
    /// Sets up the channel of one attempt before it connects; only the last attempt becomes active.
    typealias Initializer = @Sendable (any Channel) -> EventLoopFuture<Void>

    let loop: any EventLoop
    let resolver: AddressResolver
    /// Which of a name's addresses are tried.
    let family: AddressFamily
    /// For each address.
    var timeout = TimeAmount.seconds(10)

    /// Tries the target's addresses in the resolver's order. Fails with a `DialFailure`.
    func connect(to target: Endpoint, _ initializer: @escaping Initializer) -> EventLoopFuture<Void> {
        let addresses = resolver.addresses(of: target.host, port: target.port, family: family, on: loop)
        return addresses.flatMapErrorThrowing { error in
            throw DialFailure.unresolved((error as? AddressResolver.Unresolved)?.words ?? "\(error)")
        }.flatMap { attempt($0[...], initializer, last: .unreachable(EADDRNOTAVAIL)) }
    }

    /// Connects to a Unix socket. Fails with a `DialFailure`.
    func connect(toSocketAt path: String, _ initializer: @escaping Initializer) -> EventLoopFuture<Void> {
        bootstrap(initializer).connect(unixDomainSocketPath: path).map { _ in }
            .flatMapErrorThrowing { throw Self.failure($0) }
    }

    private func attempt(
        _ addresses: ArraySlice<SocketAddress>, _ initializer: @escaping Initializer, last: DialFailure
    )
        -> EventLoopFuture<Void>
    {
        guard let address = addresses.first else { return loop.makeFailedFuture(last) }
        let bootstrap = bootstrap(initializer).channelOption(.tcpOption(.tcp_nodelay), value: 1)
        return bootstrap.connect(to: address).map { _ in }.flatMapError { error in
            attempt(addresses.dropFirst(), initializer, last: Self.failure(error))
        }
    }

    private func bootstrap(_ initializer: @escaping Initializer) -> ClientBootstrap {
        ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.recvAllocator, value: PacketSizedReads())
            .channelOption(.writeBufferWaterMark, value: RelayHandler.writeBuffer)
            .connectTimeout(timeout)
            .channelInitializer(initializer)
    }

    private static func failure(_ error: any Error) -> DialFailure {
        if let error = error as? IOError { return .unreachable(error.errnoCode) }
        if case .some(.connectTimeout) = error as? ChannelError { return .unreachable(ETIMEDOUT) }
        if error is SocketAddressError { return .unreachable(ENAMETOOLONG) }
        return .unreachable(EIO)
    }
}
