import NIOCore

/// Collects what a channel brings until it closes.
final class WholeOutput: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    let whole: EventLoopPromise<String>
    private var bytes = ByteBuffer()

    init(_ whole: EventLoopPromise<String>) {
        self.whole = whole
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.writeImmutableBuffer(Self.unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) {
        whole.succeed(String(buffer: bytes))
    }
}
