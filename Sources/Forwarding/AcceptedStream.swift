import NIOCore
import SSHTransport
import TunnelModel

/// A stream that the far side brought, until there is a socket for it: has its target connected to, after its SOCKS
/// request if it is to bring one. Then a `RelayHandler` takes over. Lives on the link's loop.
final class AcceptedStream {
    let stream: SSHStream
    /// What ssh would call its channel; given back here if there never is a socket, else by the relay.
    let number: Int
    private let forward: RemoteForward
    private let dialer: LocalDialer
    private let requestTime: TimeAmount
    private let books: RelayBooks
    private var machine = SOCKSRequestMachine()
    private var deadline: Scheduled<Void>?
    /// The protocol of a SOCKS request that waits for its answer.
    private var version: SOCKSVersion?
    /// What came after the SOCKS request.
    private var rest = ByteBuffer()
    private var hasEnded = false
    private var isOver = false

    init(
        _ stream: SSHStream, for forward: RemoteForward, dialer: LocalDialer, requestTime: TimeAmount, books: RelayBooks
    ) {
        self.stream = stream
        self.forward = forward
        self.dialer = dialer
        self.requestTime = requestTime
        self.books = books
        number = books.takeNumber()
    }

    func begin() {
        books.tell(.streamAccepted(number: number, for: forward))
        stream.setHandler(self)
        // Without a request nothing is read before there is a socket: what comes waits in the stream's window.
        guard case .socks = forward.target else { return dial(forward.target) }
        deadline = stream.eventLoop.assumeIsolated().scheduleTask(in: requestTime) { self.refuse(.late, reply: []) }
        stream.setReading(true)
    }

    /// Gives the stream to the relay of the socket that is there now; nil if the stream has gone meanwhile.
    func handOver() -> Handover? {
        guard !isOver else { return nil }
        isOver = true
        if let version { stream.write(ByteBuffer(bytes: version.grant)) }
        return Handover(stream: stream, number: number, bytes: rest, hasEnded: hasEnded)
    }

    /// What a relay takes over.
    struct Handover {
        var stream: SSHStream
        var number: Int
        /// For the socket, before everything else.
        var bytes: ByteBuffer
        /// The stream brings nothing more.
        var hasEnded: Bool
    }

    // MARK: the SOCKS request

    private func refuse(_ refusal: SOCKSRefusal, reply: [UInt8]) {
        guard !isOver else { return }
        books.tell(.socksRefused(number: number, refusal))
        close(after: reply)
    }

    // MARK: dialling

    private func dial(_ target: ForwardTarget) {
        let bound = NIOLoopBound((self, books), eventLoop: stream.eventLoop)
        let initializer: LocalDialer.Initializer = { channel in
            channel.eventLoop.makeCompletedFuture {
                let (accepted, books) = bound.value
                try channel.pipeline.syncOperations.addHandler(RelayHandler(.accepted(accepted), books: books))
            }
        }
        let dialled =
            switch target {
            case .tcp(let endpoint): dialer.connect(to: endpoint, initializer)
            case .unix(let path): dialer.connect(toSocketAt: path, initializer)
            case .socks: preconditionFailure("a SOCKS request names no SOCKS request")
            }
        dialled.assumeIsolated().whenFailure { self.failed(target, $0) }
    }

    private func failed(_ target: ForwardTarget, _ error: any Error) {
        guard !isOver else { return }
        let failure = error as? DialFailure ?? .unresolved("\(error)")
        books.tell(.dialFailed(number: number, to: target, failure))
        close(after: version?.refusal(SOCKSFailure(failure)) ?? [])
    }

    // MARK: the end

    private func close(after reply: [UInt8]) {
        if reply.isEmpty {
            stream.reset()
        } else {
            stream.write(ByteBuffer(bytes: reply))
            stream.closeAfterWriting()
        }
        finish(nil)
    }

    private func finish(_ error: SSHError?) {
        isOver = true
        deadline?.cancel()
        books.giveBack(number)
        books.tell(.closed(number: number, error))
    }
}

extension AcceptedStream: SSHStreamHandler {
    func streamReceived(_ bytes: ByteBuffer) {
        guard version == nil else {
            rest.writeImmutableBuffer(bytes)
            return
        }
        for action in machine.receive(bytes) {
            switch action {
            case .reply(let reply): stream.write(ByteBuffer(bytes: reply))
            case .refuse(let refusal, let reply): refuse(refusal, reply: reply)
            case .connect(let target, let version):
                deadline?.cancel()
                self.version = version
                rest = machine.takeRest()
                stream.setReading(false)
                books.tell(.socksRequested(number: number, to: target))
                dial(.tcp(target))
            }
        }
    }

    func streamEnded() {
        hasEnded = true
        if version == nil { refuse(.incomplete, reply: []) }
    }

    func streamWritabilityChanged(_ isWritable: Bool) {}

    func streamClosed(_ error: SSHError?) {
        if !isOver { finish(error) }
    }
}
