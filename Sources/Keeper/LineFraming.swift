import NIOCore

/// Cuts a client's bytes into lines, one at a time: the next line goes on when the last one is answered. Keeps the
/// times, and says no once and hangs up when a limit is passed.
///
/// Confined to its channel's event loop.
final class LineFraming: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = AnswerPart
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        case reading, answering, closing
    }

    private let limits: LineLimits
    private let refusal: @Sendable (LineFault) -> ByteBuffer
    private var phase = Phase.reading
    private var bytes = ByteBuffer()
    private var timer: Scheduled<Void>?
    private var inputHasEnded = false

    /// `refusal` gives the line, with its newline, that a client reads before it is hung up on.
    init(limits: LineLimits, refusal: @escaping @Sendable (LineFault) -> ByteBuffer) {
        self.limits = limits
        self.refusal = refusal
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(.tooSlow, limits.lineTime, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        phase = .closing
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase != .closing else { return }
        var new = Self.unwrapInboundIn(data)
        bytes.writeBuffer(&new)
        proceed(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // A client may shut its sending half after its last request, and still wait for the answer.
        if case ChannelEvent.inputClosed? = event as? ChannelEvent {
            inputHasEnded = true
            if phase == .reading { context.close(promise: nil) }
            return
        }
        if let fault = event as? LineFault { return give(up: fault, context) }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard phase == .answering else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let part = Self.unwrapOutboundIn(data)
        context.writeAndFlush(Self.wrapOutboundOut(part.bytes), promise: promise)
        guard part.isLast else { return expect(.noAnswer, limits.answerTime, context) }
        phase = .reading
        if inputHasEnded, bytes.readableBytes == 0 {
            phase = .closing
            context.close(promise: nil)
            return
        }
        expect(.tooSlow, limits.lineTime, context)
        proceed(context)
    }

    private func proceed(_ context: ChannelHandlerContext) {
        guard phase == .reading else {
            // What comes before the answer may be another line, but not more than one.
            if bytes.readableBytes > limits.lineByteCount + 1 {
                give(up: .tooLong(limit: limits.lineByteCount), context)
            }
            return
        }
        guard let length = bytes.readableBytesView.firstIndex(of: UInt8(ascii: "\n")).map({ $0 - bytes.readerIndex })
        else {
            if bytes.readableBytes > limits.lineByteCount { give(up: .tooLong(limit: limits.lineByteCount), context) }
            return
        }
        guard length <= limits.lineByteCount, let line = bytes.readSlice(length: length) else {
            return give(up: .tooLong(limit: limits.lineByteCount), context)
        }
        bytes.moveReaderIndex(forwardBy: 1)
        bytes.discardReadBytes()
        phase = .answering
        expect(.noAnswer, limits.answerTime, context)
        context.fireChannelRead(Self.wrapInboundOut(line))
        context.fireChannelReadComplete()
    }

    private func give(up fault: LineFault, _ context: ChannelHandlerContext) {
        guard phase != .closing else { return }
        timer?.cancel()
        phase = .closing
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        // Closing with unread bytes would reset the connection and take the refusal along: the reading goes on for a
        // moment, into nothing.
        let written = context.value.writeAndFlush(Self.wrapOutboundOut(refusal(fault)))
        if case .stranger = fault {
            // Anybody on this machine may be one, and as often as he likes: he must not take the place of a login.
            return written.whenComplete { _ in context.value.close(promise: nil) }
        }
        written.whenComplete { _ in context.value.close(mode: .output, promise: nil) }
        timer = context.value.eventLoop.scheduleTask(in: .seconds(1)) { context.value.close(promise: nil) }
    }

    private func expect(_ fault: LineFault, _ time: TimeAmount, _ context: ChannelHandlerContext) {
        timer?.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: time) {
            let (handler, context) = bound.value
            handler.give(up: fault, context)
        }
    }
}
