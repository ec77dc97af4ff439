import Glibc
import NIOCore
import SSHTransport
import TunnelModel

/// Joins one socket with one stream; `RelayMachine` decides, this carries out. How the two come together is in
/// `RelayHandler+Beginning.swift`.
///
/// Not Sendable: socket and stream live on the same event loop.
final class RelayHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes that may wait for a slow socket before its stream pauses, and before it goes on.
    static let writeBuffer = ChannelOptions.Types.WriteBufferWaterMark(low: 16 << 10, high: 64 << 10)

    let beginning: Beginning
    let books: RelayBooks
    /// What ssh would call its channel; nil until a stream that came first is taken over.
    var number: Int?
    var machine = RelayMachine()
    private(set) var context: ChannelHandlerContext?
    var stream: SSHStream?
    /// What cut the stream.
    private(set) var fate: SSHError?
    private var isFlushDue = false
    /// What came before the stream was there: a small read's worth. A client that finishes at once is read to its end
    /// whether we asked or not: NIO does so when it sees the FIN. At most what the kernel's buffer holds.
    var early = ByteBuffer()
    /// What the stream is to be told first.
    private(set) var owed: RelayMachine.StreamOrder?

    init(_ beginning: Beginning, books: RelayBooks) {
        self.beginning = beginning
        self.books = books
        number = if case .accepted = beginning { nil } else { books.takeNumber() }
    }

    // MARK: the socket

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        readMore(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Self.unwrapInboundIn(data)
        guard let stream else {
            early.writeBuffer(&bytes)
            return
        }
        stream.write(bytes)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        readMore(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if let reading = machine.localWritabilityChanged(context.channel.isWritable) { stream?.setReading(reading) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { order(machine.localEnded()) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        machine.localFailed()
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        order(machine.localClosed())
        self.context = nil
        guard let number else { return }
        books.giveBack(number)
        books.tell(.closed(number: number, fate))
    }

    // MARK: carrying out

    func order(_ order: RelayMachine.StreamOrder?) {
        guard let stream else {
            owed = order ?? owed
            return
        }
        switch order {
        case .finish: stream.finish()
        case .closeAfterWriting: stream.closeAfterWriting()
        case .reset: stream.reset()
        case nil: return
        }
    }

    /// Ends the socket once everything that was written to it has left. That it is to be reset is told the kernel at
    /// once: the program may end before.
    func endLocal(_ end: RelayMachine.LocalEnd?) {
        guard let end, let context else { return }
        guard end != .shutdownOutput else { return context.close(mode: .output, promise: nil) }
        if end == .abort { resetAtClose(context) }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer()), promise: written)
    }

    /// Closes the socket with a reset, now.
    func abort() {
        guard let context else { return }
        resetAtClose(context)
        context.close(promise: nil)
    }

    private func resetAtClose(_ context: ChannelHandlerContext) {
        let socket = context.channel as? any SocketOptionProvider
        socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in }
    }

    /// Before its stream is there an accepted socket with a fixed target is read once: a client's first bytes are then
    /// sent in the turn that opens the stream.
    func readMore(_ context: ChannelHandlerContext) {
        if stream == nil {
            guard case .target = beginning, early.readableBytes < PacketSizedReads.small else { return }
        }
        if machine.wantsLocalBytes { context.read() }
    }
}

extension RelayHandler: SSHStreamHandler {
    /// Writes now and flushes at the end of the loop's turn: the chunks of one batch leave in one system call.
    func streamReceived(_ bytes: ByteBuffer) {
        guard let context else { return }
        context.write(Self.wrapOutboundOut(bytes), promise: nil)
        guard !isFlushDue else { return }
        isFlushDue = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushDue = false
            self.context?.flush()
        }
    }

    func streamEnded() {
        endLocal(machine.streamEnded())
    }

    func streamWritabilityChanged(_ isWritable: Bool) {
        machine.streamWritabilityChanged(isWritable)
        if isWritable, let context { readMore(context) }
    }

    func streamClosed(_ error: SSHError?) {
        fate = error
        endLocal(machine.streamClosed(isCut: error != nil))
    }
}
