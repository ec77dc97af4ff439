private import DequeModule
package import NIOCore
package import TunnelModel

/// One SSH client session: bytes and commands in, bytes and events out. It has no loop, no clock and no descriptor.
///
/// Use: `perform` one command, then take outputs with `next` until there is none; acting on an output may perform
/// further commands at once. Time comes in with each command; `nextDeadline` says when `timePassed` is due. All calls
/// come from one thread.
///
/// The rules of libssh2 that shape it: any call may move any stream, so each command ends by draining everything that
/// libssh2 has; opens go one at a time; a stream's bytes leave libssh2 at once and wait here (`ReceiveWindow`).
package final class Engine {
    /// Where the session stands on its way to carrying streams.
    enum Phase: Equatable {
        case idle
        case handshaking
        /// Waiting for `acceptHostKey`, `requestMethods`, `offer` or `sign`.
        case waitingForDriver
        case requestingMethods(user: String)
        case offering(publicKey: [UInt8], user: String)
        case ready
        case ended
    }

    let configuration: EngineConfiguration
    let session: Session
    var phase = Phase.idle
    var now = NIODeadline.uptimeNanoseconds(0)
    /// For the handshake, and then for each answer during authentication.
    var loginDeadline: NIODeadline?
    var banner: BannerGuard? = BannerGuard()
    var serverSoftware = ""
    /// What the server offered in the first key exchange; nil once that is done.
    var proposal: KeyExchangeProposal? = KeyExchangeProposal()

    var streams: [StreamID: StreamRecord] = [:]
    /// The order in which streams take turns.
    var ring: [StreamRecord] = []
    /// Streams that libssh2 is closing.
    var freeing: [StreamID] = []
    var requests = RequestQueue()
    var listeners: [ListenerID] = []
    var cancelling: [ListenerID] = []
    var isRetired = false

    /// A session channel without a program, for pings and for reading input while no stream may be read. It is opened
    /// after the first answer to a request, or when it is needed before: libssh2 opens one at a time, and a login's
    /// first open is the user's.
    var control: StreamID?
    var isControlRefused = false
    var ping = PingState.idle

    /// The shortest time that a login step or an open has taken: a round trip, and at best nothing else; nil before
    /// the first.
    package internal(set) var roundTrip: TimeAmount?
    /// When the server was asked for the login step that is under way.
    var askedAt = NIODeadline.uptimeNanoseconds(0)

    /// The stream that was reset last to save memory.
    var relieved: StreamID?

    /// Input that is not fed while the carrier takes no output.
    var heldInput = ByteBuffer()
    var isCarrierWritable = true
    /// Output that was put out since the carrier stopped taking it.
    var bytesBehindCarrier = 0
    /// An open was asked for in answer to the one before: its bytes leave ahead of everything else.
    var hasPressingOutput = false

    private var outputs: Deque<EngineOutput> = []
    /// Streams with held bytes whose reader takes data again.
    private var resumed: Deque<StreamRecord> = []
    private var lastID: UInt64 = 0

    /// Makes an engine that waits for `start`.
    /// - Throws: `.outOfMemory`, or `.algorithmMismatch` when libssh2 has none of the algorithms of one kind.
    package init(configuration: EngineConfiguration) throws(SSHError) {
        self.configuration = configuration
        session = try Session(configuration: configuration)
    }

    /// A fresh id for a stream.
    package func makeStreamID() -> StreamID {
        lastID += 1
        return StreamID(lastID)
    }

    /// A fresh id for a listener.
    package func makeListenerID() -> ListenerID {
        lastID += 1
        return ListenerID(lastID)
    }

    /// Acts on one command. `now` is any monotonic time that never goes back.
    package func perform(_ command: EngineCommand, at now: NIODeadline) {
        self.now = now
        guard phase != .ended else { return performAfterEnd(command) }
        switch command {
        case .start: start()
        case .receive(let bytes): receive(bytes)
        case .peerEnded(let reason): endAfterDraining(reason)
        case .carrierWritable(let writable): setCarrierWritable(writable)
        case .timePassed: checkDeadlines()
        case .acceptHostKey, .requestMethods, .offer, .sign: login(command)
        case .open(let id, let request): open(id, request)
        case .setReading(let id, let reading): setReading(id, reading)
        case .write(let id, let bytes): write(id, bytes)
        case .finish(let id): finish(id)
        case .closeAfterWriting(let id): closeAfterWriting(id)
        case .reset(let id): reset(id)
        case .listen(let id, let host, let port): listen(id, host, port)
        case .stopListening(let id): stopListening(id)
        case .ping: startPing()
        case .close: close()
        }
    }

    /// The next thing that happened, or nil when all is told.
    ///
    /// Held bytes of resumed streams are handed out one chunk at a time, in turns, so that a reader which pauses at the
    /// first chunk is not given a second. Bytes for the carrier come last: whatever a batch caused leaves together.
    package func next() -> EngineOutput? {
        if hasPressingOutput || session.transport.outbound.readableBytes >= 128 << 10, let send = takeOutbound() {
            return send
        }
        if let output = outputs.popFirst() { return output }
        while let record = resumed.popFirst() {
            record.isResumed = false
            if let output = handOutChunk(of: record) { return output }
            if let output = outputs.popFirst() { return output }
        }
        return takeOutbound()
    }

    /// When `timePassed` has to be performed at the latest; nil: no need.
    package var nextDeadline: NIODeadline? {
        var earliest = loginDeadline
        if let deadline = requests.deadline, deadline < earliest ?? .distantFuture { earliest = deadline }
        if let deadline = ping.deadline, deadline < earliest ?? .distantFuture { earliest = deadline }
        return earliest
    }

    /// Bytes that the session holds now: libssh2's allocations and our stream buffers.
    package var memoryInUse: Int { session.transport.budget.total }

    /// The name of the negotiated cipher from server to client, for the log; empty before the handshake is done and after
    /// the end.
    package var cipher: String { phase == .ended ? "" : session.negotiatedCipher() }

    /// Streams that are open, the engine's own not counted.
    package var streamCount: Int { streams.keys.count { $0 != control } }

    func put(_ output: EngineOutput) {
        outputs.append(output)
    }

    /// Forgets what was to be told of a stream that nobody listens to any more.
    func dropOutputs(of id: StreamID) {
        outputs.removeAll { $0.stream == id }
    }

    func resume(_ record: StreamRecord) {
        guard !record.isResumed else { return }
        record.isResumed = true
        resumed.append(record)
    }

    func takeOutbound() -> EngineOutput? {
        let transport = session.transport
        let count = transport.outbound.readableBytes
        let urgency: SendUrgency = hasPressingOutput ? .now : .endOfTurn
        hasPressingOutput = false
        guard count > 0 else { return nil }
        let bytes = transport.outbound
        transport.outbound = ByteBuffer()
        if !isCarrierWritable {
            let wasFull = isOutputFull
            bytesBehindCarrier += count
            if isOutputFull, !wasFull { put(.wantsInput(false)) }
        }
        return .send(bytes, urgency)
    }

    private func handOutChunk(of record: StreamRecord) -> EngineOutput? {
        guard record.isReading, let chunk = record.inbound.popFirst() else { return nil }
        session.transport.budget.bookBuffers(-chunk.readableBytes)
        record.window.consumed(chunk.readableBytes, at: now, roundTrip: roundTrip)
        if !record.inbound.isEmpty { resume(record) }
        settleAfterHandingOut(record)
        return .data(record.id, chunk)
    }
}
