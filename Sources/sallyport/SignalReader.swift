import CommandSupport
import NIOCore
import NIOPosix

/// Reads the pipe of the signals on the event loop: no thread is there for them alone.
final class SignalReader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let numbers: AsyncStream<Int32>.Continuation

    private init(_ numbers: AsyncStream<Int32>.Continuation) {
        self.numbers = numbers
    }

    /// The signals' numbers as they arrive, from now on; ends when the pipe cannot be read.
    static func arrivals(_ signals: StopSignals, on loop: any EventLoop) -> AsyncStream<Int32> {
        let (arrivals, numbers) = AsyncStream.makeStream(of: Int32.self)
        let handler = SignalReader(numbers)
        NIOPipeBootstrap(group: loop)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16))
            .channelInitializer { $0.pipeline.addHandler(handler) }
            .takingOwnershipOfDescriptor(input: signals.descriptor)
            .whenFailure { _ in numbers.finish() }
        return arrivals
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in Self.unwrapInboundIn(data).readableBytesView { numbers.yield(Int32(byte)) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        numbers.finish()
    }
}
