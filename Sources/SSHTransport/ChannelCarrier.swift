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
    /// Bytes written and not flushed yet.
    private var unflushed = 0
    private var isFlushDue = false

    /// So many bytes are flushed without waiting for the end of the loop's turn.
    private static let flushAtOnce = 128 << 10

    init(core: ConnectionCore) {
        self.core = core
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        core.attach(self)
        // A server that closes at once may be gone before we are here.
        if !context.channel.isActive { end() }
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

    /// Writes now and flushes at the end of the loop's turn: what several sockets cause in one turn, such as the end of
    /// one connection and the beginning of the next, costs one system call and wakes the server once.
    func send(_ bytes: ByteBuffer, _ urgency: SendUrgency) {
        guard let context else { return }
        unflushed += bytes.readableBytes
        context.write(Self.wrapOutboundOut(bytes), promise: nil)
        if unflushed >= Self.flushAtOnce { return flush() }
        switch urgency {
        case .now: flush()
        case .endOfTurn: flushAtEndOfTurn(context)
        }
    }

    func setReading(_ reading: Bool) {
        guard let context else { return }
        context.channel.setOption(.autoRead, value: reading).whenFailure { _ in }
        if reading { context.read() }
    }

    func close() {
        flush()
        context?.close(promise: nil)
    }

    private func flushAtEndOfTurn(_ context: ChannelHandlerContext) {
        guard !isFlushDue else { return }
        isFlushDue = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushDue = false
            self.flush()
        }
    }

    private func flush() {
        guard unflushed > 0 else { return }
        unflushed = 0
        context?.flush()
    }

    private func end() {
        guard !hasEnded else { return }
        hasEnded = true
        core.run(.peerEnded(lastWords ?? "closed by remote host"))
    }
}
