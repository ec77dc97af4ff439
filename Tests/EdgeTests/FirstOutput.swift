import NIOCore

/// Tells that a channel has brought something.
final class FirstOutput: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    let first: EventLoopPromise<Void>

    init(_ first: EventLoopPromise<Void>) {
        self.first = first
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        first.succeed()
    }
}
