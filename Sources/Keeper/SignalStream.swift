import CPosix
import Glibc
import NIOCore
import NIOPosix

/// Signals as they arrive, read on an event loop from the pipe that the handler writes to.
final class SignalStream: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let numbers: AsyncStream<Int32>.Continuation

    private init(_ numbers: AsyncStream<Int32>.Continuation) {
        self.numbers = numbers
    }

    /// SIGINT, SIGTERM and SIGHUP from now on; once a process.
    static func stops(on loop: any EventLoop) throws -> AsyncStream<Int32> {
        let pipe = sallyport_take_signals([SIGINT, SIGTERM, SIGHUP], 3)
        guard pipe >= 0 else { throw KeeperSocketFault.notMade(path: "a pipe for signals", code: -pipe) }
        let (arrivals, numbers) = AsyncStream.makeStream(of: Int32.self)
        let handler = SignalStream(numbers)
        NIOPipeBootstrap(group: loop).channelInitializer { $0.pipeline.addHandler(handler) }
            .takingOwnershipOfDescriptor(input: pipe)
            .whenFailure { _ in numbers.finish() }
        return arrivals
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in Self.unwrapInboundIn(data).readableBytesView { numbers.yield(Int32(byte)) }
    }
}
