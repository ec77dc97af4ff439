import NIOCore
import SSHEngine
import TunnelModel

/// Carries a session over a NIO channel; sits at the channel's end and hands everything to the core.
///
/// Not Sendable: it lives on the channel's event loop.
final class ChannelCarrier: ChannelInboundHandler, Carrier {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let core: ConnectionCore
    private var context: ChannelHandlerContext?
    /// What broke, if anything did, before the channel went away.
    private var lastWords: String?
    private var hasEnded = false

    init(core: ConnectionCore) {
        self.core = core
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        core.attach(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        core.run(.receive(Self.unwrapInboundIn(data)))
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        core.run(.carrierWritable(context.channel.isWritable))
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        lastWords = (error as? IOError).map { ErrnoWords.text($0.errnoCode) } ?? "\(error)"
        context.close(promise: nil)
    }

    func send(_ bytes: ByteBuffer) {
        context?.writeAndFlush(Self.wrapOutboundOut(bytes), promise: nil)
    }

    func setReading(_ reading: Bool) {
        guard let context else { return }
        context.channel.setOption(.autoRead, value: reading).whenFailure { _ in }
        if reading { context.read() }
    }

    func close() {
        context?.close(promise: nil)
    }

    private func end() {
        guard !hasEnded else { return }
        hasEnded = true
        core.run(.peerEnded(lastWords ?? "closed by remote host"))
    }
}
