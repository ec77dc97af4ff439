import NIOCore

/// Takes the SOCKS request of an accepted socket, has the relay behind it open what was asked for, and leaves.
final class SOCKSRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let relay: RelayHandler
    private let time: TimeAmount
    private var machine = SOCKSRequestMachine()
    private var deadline: Scheduled<Void>?
    private var isRefused = false

    /// The request must be whole after `time`.
    init(for relay: RelayHandler, time: TimeAmount) {
        self.relay = relay
        self.time = time
    }

    func channelActive(context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { self.refuse(.late, reply: []) }
        context.fireChannelActive()
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        for action in machine.receive(Self.unwrapInboundIn(data)) {
            switch action {
            case .reply(let bytes): write(bytes, context)
            case .refuse(let refusal, let reply): refuse(refusal, reply: reply)
            case .connect(let target, let version):
                deadline?.cancel()
                relay.open(to: target, answering: version)
                let rest = machine.takeRest()
                if rest.readableBytes > 0 { context.fireChannelRead(Self.wrapInboundOut(rest)) }
                context.pipeline.syncOperations.removeHandler(self, promise: nil)
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isRefused { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(.inputClosed) = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        refuse(.incomplete, reply: [])
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private func refuse(_ refusal: SOCKSRefusal, reply: [UInt8]) {
        guard !isRefused else { return }
        isRefused = true
        deadline?.cancel()
        relay.refuse(refusal, reply: ByteBuffer(bytes: reply))
    }
}
