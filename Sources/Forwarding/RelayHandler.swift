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
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        stream?.write(Self.unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { order(machine.localEnded()) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
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
            guard let context else { return stream.reset() }
            self.stream = stream
            stream.setHandler(self)
            stream.setReading(true)
            setLocalReading(true, context)
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
        switch order {
        case .finish: stream?.finish()
        case .closeAfterWriting: stream?.closeAfterWriting()
        case .reset: stream?.reset()
        case nil: return
        }
    }

    private func endLocal(_ end: RelayMachine.LocalEnd?) {
        guard let end, let context else { return }
        switch end {
        case .shutdownOutput:
            context.close(mode: .output, promise: nil)
        case .close:
            context.close(promise: nil)
        case .abort:
            let socket = context.channel as? any SocketOptionProvider
            socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in }
            context.close(promise: nil)
        }
    }

    private func wrote() {
        switch machine.writeFinished() {
        case .nothing: return
        case .resumeStream: stream?.setReading(true)
        case .end(let end): endLocal(end)
        }
    }

    private func setLocalReading(_ reading: Bool, _ context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(.autoRead, value: reading)
    }
}

extension RelayHandler: SSHStreamHandler {
    func streamReceived(_ bytes: ByteBuffer) {
        guard let context else { return }
        machine.writeBegan()
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in self.wrote() }
        context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: written)
        if machine.writeReturned() { stream?.setReading(false) }
    }

    func streamEnded() {
        endLocal(machine.streamEnded())
    }

    func streamWritabilityChanged(_ isWritable: Bool) {
        guard let context else { return }
        setLocalReading(isWritable, context)
    }

    func streamClosed(_ error: SSHError?) {
        fate = error
        endLocal(machine.streamClosed(isCut: error != nil))
    }
}
