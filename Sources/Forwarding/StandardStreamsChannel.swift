import CPosix
import NIOCore
import NIOPosix
import SSHTransport

/// A standard stream that the event loop can wait for, as a NIO channel of one direction.
final class StandardStreamsChannel: ChannelInboundHandler, StandardStreamsInput, StandardStreamsOutput {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private weak var relay: StandardStreamsRelay?
    private let isOutput: Bool
    private let descriptor: CInt
    private var context: ChannelHandlerContext?
    private var isFlushDue = false
    private var isFinishing = false
    private var isStopped = false

    /// Bytes that may wait for a slow reader before the stream pauses, and before it goes on.
    private static let writeBuffer = ChannelOptions.Types.WriteBufferWaterMark(low: 64 << 10, high: 256 << 10)

    private init(for relay: StandardStreamsRelay, isOutput: Bool, descriptor: CInt) {
        self.relay = relay
        self.isOutput = isOutput
        self.descriptor = descriptor
    }

    /// Takes over `descriptor`. To be called on the loop.
    static func open(_ descriptor: CInt, isOutput: Bool, for relay: StandardStreamsRelay, on loop: any EventLoop)
        -> (StandardStreamsChannel, EventLoopFuture<Void>)
    {
        let side = StandardStreamsChannel(for: relay, isOutput: isOutput, descriptor: descriptor)
        let handler = NIOLoopBound(side, eventLoop: loop)
        let bootstrap = NIOPipeBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.recvAllocator, value: PacketSizedReads())
            .channelOption(.writeBufferWaterMark, value: writeBuffer)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(handler.value)
                }
            }
        let opened =
            isOutput
            ? bootstrap.takingOwnershipOfDescriptor(output: descriptor)
            : bootstrap.takingOwnershipOfDescriptor(input: descriptor)
        return (side, opened.map { _ in })
    }

    // MARK: orders

    func read() {
        context?.read()
    }

    /// Writes now and flushes at the end of the loop's turn.
    func write(_ bytes: ByteBuffer) {
        guard let context else { return }
        context.write(Self.wrapOutboundOut(bytes), promise: nil)
        guard !isFlushDue else { return }
        isFlushDue = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushDue = false
            self.context?.flush()
        }
    }

    func finish() {
        guard let context, !isFinishing else { return }
        isFinishing = true
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess {
            guard let context = self.context else { return }
            sallyport_finish_socket(self.descriptor)
            self.tell { $0.outputFinished() }
            self.isStopped = true
            context.close(promise: nil)
        }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer()), promise: written)
    }

    func stop() {
        isStopped = true
        context?.close(promise: nil)
    }

    // MARK: events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        relay?.received(Self.unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isOutput { relay?.inputReadComplete() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isOutput { relay?.outputWritabilityChanged(context.channel.isWritable) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        tell { isOutput ? $0.outputBroke() : $0.inputEnded() }
    }

    private func tell(_ event: (StandardStreamsRelay) -> Void) {
        if !isStopped, let relay { event(relay) }
    }
}
