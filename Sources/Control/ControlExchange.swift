import NIOCore

/// A client's side of the talk with a master: greets, asks, and reads each answer before it asks again.
struct ControlExchange {
    private let channel: any Channel
    private var replies: NIOAsyncChannelInboundStream<[UInt8]>.AsyncIterator
    private let patience: TimeAmount
    private var nextID: UInt32 = 0

    /// A talk on a connected channel; `patience` is the time for each answer.
    init(channel: any Channel, replies: NIOAsyncChannelInboundStream<[UInt8]>, patience: TimeAmount) {
        self.channel = channel
        self.replies = replies.makeAsyncIterator()
        self.patience = patience
    }

    /// Exchanges greetings.
    mutating func greet() async throws(ControlFault) {
        let reply: ControlReply
        do throws(ControlFault) {
            try await send(.hello(version: ControlNumber.version))
            reply = try await receive()
        } catch {
            switch error {
            case .closed: throw .badHello(nil)
            case .broken(let words): throw .badHello(words)
            default: throw error
            }
        }
        guard case .hello(let version) = reply else {
            throw .badHello("mux_client_hello_exchange: expected HELLO (\(ControlNumber.hello)) got \(reply.type)")
        }
        guard version == ControlNumber.version else {
            throw .badHello("\(ControlMessageError.badVersion(version))")
        }
    }

    /// Sends the request that `make` makes of an id, and reads the answer to it.
    mutating func ask(_ make: (UInt32) -> ControlRequest) async throws(ControlFault) -> ControlReply {
        let id = nextID
        nextID += 1
        try await send(make(id))
        let reply = try await receive()
        guard reply.id == id else { throw .outOfSequence(mine: id, theirs: reply.id) }
        return reply
    }

    /// Waits until the master closes the socket or the task is cancelled; nothing is expected to come.
    mutating func waitForEnd() async {
        while (try? await replies.next(isolation: nil)) != nil {}
    }

    private func send(_ request: ControlRequest) async throws(ControlFault) {
        do {
            try await channel.writeAndFlush(ControlFrames.frame(request.encoded)).get()
        } catch is ChannelError {
            throw .closed
        } catch {
            throw .broken(ErrorWords.text(error))
        }
    }

    private mutating func receive() async throws(ControlFault) -> ControlReply {
        let channel = channel
        let deadline = channel.eventLoop.scheduleTask(in: patience) {
            channel.pipeline.fireErrorCaught(ControlLate())
            channel.close(promise: nil)
        }
        defer { deadline.cancel() }
        do {
            guard let body = try await replies.next(isolation: nil) else { throw ControlFault.closed }
            return try ControlReply(decoding: body)
        } catch let fault as ControlFault {
            throw fault
        } catch {
            throw .broken(ErrorWords.text(error))
        }
    }
}
