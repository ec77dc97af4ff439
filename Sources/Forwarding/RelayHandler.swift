import Glibc
import NIOCore
import SSHTransport
import TunnelModel

/// Joins one accepted socket with one stream; `RelayMachine` decides, this carries out.
///
/// Not Sendable: socket and stream live on the same event loop.
final class RelayHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let books: RelayBooks
    private let opener: any StreamOpener
    private let target: Endpoint
    private let number: Int
    private var machine = RelayMachine()
    private var context: ChannelHandlerContext?
    private var stream: SSHStream?
    private var fate: SSHError?
    private var isFlushDue = false
    /// What came before the stream was there: a small read's worth. A client that finishes at once is read to its end
    /// whether we asked or not: NIO does so when it sees the FIN. At most what the kernel's buffer holds.
    private var early = ByteBuffer()
    /// What the stream is to be told first.
    private var owed: RelayMachine.StreamOrder?

    init(to target: Endpoint, by opener: any StreamOpener, books: RelayBooks) {
        self.target = target
        self.opener = opener
        self.books = books
        number = books.takeNumber()
    }

    // MARK: the socket

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelActive(context: ChannelHandlerContext) {
        let originator = Endpoint(context.channel.remoteAddress)
        books.tell(.accepted(number: number, from: originator, to: target))
        opener.open(to: target, from: originator).hop(to: context.eventLoop).assumeIsolated().whenComplete { result in
            self.opened(result)
        }
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
        books.giveBack(number)
        books.tell(.closed(number: number, fate))
    }

    // MARK: the stream's beginning

    private func opened(_ result: Result<SSHStream, any Error>) {
        switch result {
        case .success(let stream):
            self.stream = stream
            stream.setHandler(self)
            stream.setReading(true)
            stream.write(early)
            early = ByteBuffer()
            order(owed)
            if let context { readMore(context) }
        case .failure(let error):
            guard let context else { return }
            if let error = error as? SSHError {
                books.tell(.openFailed(number: number, to: target, error))
            }
            context.close(promise: nil)
        }
    }

    // MARK: carrying out

    private func order(_ order: RelayMachine.StreamOrder?) {
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

    /// Ends the socket once everything that was written to it has left.
    private func endLocal(_ end: RelayMachine.LocalEnd?) {
        guard let end, let context else { return }
        guard end != .shutdownOutput else { return context.close(mode: .output, promise: nil) }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in
            if end == .abort {
                let socket = context.channel as? any SocketOptionProvider
                socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in }
            }
            context.close(promise: nil)
        }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer()), promise: written)
    }

    /// Before the stream is there one small read is taken in advance: a client's first bytes are then sent in the turn
    /// that opens the stream.
    private func readMore(_ context: ChannelHandlerContext) {
        guard stream != nil || early.readableBytes < PacketSizedReads.small else { return }
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
