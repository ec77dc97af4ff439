import CPosix
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// One attempt at one address by TCP.
struct DialAttempt: Sendable {
    let loop: any EventLoop
    let settings: HopSettings
    let address: SocketAddress

    /// Bytes that may wait in the channel before local sockets are paused, and before they go on.
    private static let writeBuffer = ChannelOptions.Types.WriteBufferWaterMark(low: 128 << 10, high: 512 << 10)

    /// A connected channel that does not read yet. Cancellation closes it.
    /// - Throws: `SourceAddress.Fault` if `source` is not ours, `IOError`, `ChannelError.connectTimeout`.
    func connect(from source: SocketAddress?, until deadline: NIODeadline?) async throws -> any Channel {
        let giveUp = loop.makePromise(of: Void.self)
        var bootstrap = ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: settings.tcpKeepAlive ? 1 : 0)
            .channelOption(.writeBufferWaterMark, value: Self.writeBuffer)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 << 10))
            .connectTimeout(deadline.map { max(.milliseconds(1), $0 - .now()) } ?? .minutes(3))
            .channelInitializer { channel in
                giveUp.futureResult.whenSuccess { channel.close(promise: nil) }
                guard let source else { return channel.eventLoop.makeSucceededVoidFuture() }
                return channel.bind(to: source).flatMapErrorThrowing { error in
                    throw SourceAddress.Fault(line: "bind \(source.ipAddress ?? ""): \(Self.words(for: error))")
                }
            }
        for (option, value) in options { bootstrap = bootstrap.channelOption(option, value: value) }
        let connected = bootstrap.connect(to: address)
        // Nobody gives up any more once the attempt is over.
        connected.whenComplete { _ in giveUp.fail(CancellationError()) }
        return try await withTaskCancellationHandler {
            try await connected.get()
        } onCancel: {
            giveUp.succeed()
        }
    }

    /// Socket options with numbers that NIO has no names for.
    private var options: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] {
        var options: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = []
        if let timeout = settings.tcpUserTimeout {
            let name = NIOBSDSocket.Option(rawValue: sallyport_tcp_user_timeout())
            options.append(
                (.init(level: .tcp, name: name), SocketOptionValue(clamping: timeout.nanoseconds / 1_000_000)))
        }
        if let byte = settings.ipQoS {
            let isIPv6 = address.protocol == .inet6
            let name = NIOBSDSocket.Option(rawValue: isIPv6 ? sallyport_ipv6_tclass() : sallyport_ip_tos())
            options.append((.init(level: isIPv6 ? .ipv6 : .ip, name: name), SocketOptionValue(byte)))
        }
        return options
    }

    /// The words of a failed attempt.
    static func words(for error: any Error) -> String {
        if let error = error as? IOError { return ErrnoWords.text(error.errnoCode) }
        if case .some(.connectTimeout) = error as? ChannelError { return "Connection timed out" }
        return "\(error)"
    }
}
