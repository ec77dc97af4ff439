import NIOCore
import SSHTransport
import TunnelModel

/// How a relay gets its stream.
extension RelayHandler {
    enum Beginning {
        /// A socket was accepted here; the far side is asked for this target at once.
        case target(Endpoint, any StreamOpener)
        /// A socket was accepted here; its SOCKS request names the target.
        case request(any StreamOpener)
        /// The far side brought the stream; the socket is the one that was dialled for it.
        case accepted(AcceptedStream)
        /// Both are there.
        case stream(SSHStream)
    }

    /// The socket is there.
    func begin(_ context: ChannelHandlerContext) {
        if let number { books.enter(self, number) }
        switch beginning {
        case .target(let target, let opener):
            let originator = Endpoint(context.channel.remoteAddress)
            tell { .accepted(number: $0, from: originator, to: target) }
            open(to: target, from: originator, by: opener)
        case .request:
            tell { .socksAccepted(number: $0, from: Endpoint(context.channel.remoteAddress)) }
        case .accepted(let accepted):
            guard let handover = accepted.handOver() else { return context.close(promise: nil) }
            takeOver(handover, context)
        case .stream(let stream):
            start(stream)
        }
    }

    // MARK: an accepted socket

    /// The SOCKS request has named its target.
    func open(to target: Endpoint, answering version: SOCKSVersion) {
        guard let context, case .request(let opener) = beginning else { return }
        tell { .socksRequested(number: $0, to: target) }
        open(to: target, from: Endpoint(context.channel.remoteAddress), by: opener, answering: version)
    }

    /// There will be no SOCKS request that can be met.
    func refuse(_ refusal: SOCKSRefusal, reply: ByteBuffer) {
        tell { .socksRefused(number: $0, refusal) }
        streamReceived(reply)
        endLocal(.close)
    }

    private func open(
        to target: Endpoint, from originator: Endpoint, by opener: any StreamOpener,
        answering version: SOCKSVersion? = nil
    ) {
        guard let context else { return }
        opener.open(to: target, from: originator).hop(to: context.eventLoop).assumeIsolated().whenComplete { result in
            switch result {
            case .success(let stream):
                if let version { self.streamReceived(ByteBuffer(bytes: version.grant)) }
                self.start(stream)
            case .failure(let error):
                self.failed(target, error, answering: version)
            }
        }
    }

    private func failed(_ target: Endpoint, _ error: any Error, answering version: SOCKSVersion?) {
        guard context != nil else { return }
        let error = error as? SSHError
        if let error { tell { .openFailed(number: $0, to: target, error) } }
        guard let version else {
            context?.close(promise: nil)
            return
        }
        streamReceived(ByteBuffer(bytes: version.refusal(error.map(SOCKSFailure.init) ?? .general)))
        endLocal(.close)
    }

    // MARK: an accepted stream

    private func takeOver(_ handover: AcceptedStream.Handover, _ context: ChannelHandlerContext) {
        number = handover.number
        books.enter(self, handover.number)
        if handover.bytes.readableBytes > 0 { streamReceived(handover.bytes) }
        start(handover.stream)
        if handover.hasEnded { streamEnded() }
    }

    // MARK: both

    /// The stream is there.
    private func start(_ stream: SSHStream) {
        self.stream = stream
        stream.setHandler(self)
        stream.setReading(true)
        stream.write(early)
        early = ByteBuffer()
        order(owed)
        if let context { readMore(context) }
    }

    private func tell(_ event: (Int) -> ForwardEvent) {
        if let number { books.tell(event(number)) }
    }
}
