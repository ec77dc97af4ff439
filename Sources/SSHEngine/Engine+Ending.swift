import NIOCore
import TunnelModel

/// How streams and the session end.
extension Engine {
    /// Tells the reader that no more will come.
    func tellEnd(_ record: StreamRecord) {
        guard !record.hasToldEnd else { return }
        record.hasToldEnd = true
        put(.ended(record.id))
    }

    /// The reader took a chunk, or asks for the first: its window grows, what libssh2 kept for lack of window comes
    /// out, and what was kept back behind the last byte is told. No input may follow that would do it later.
    func settleAfterHandingOut(_ record: StreamRecord) {
        guard streams[record.id] != nil else { return }
        if phase == .ready {
            do throws(SSHError) { try readFromLibrary(record) } catch { return die(error) }
        }
        if record.hasReceivedEOF, record.inbound.isEmpty { tellEnd(record) }
        let closing = freeing.count
        settle(record)
        if freeing.count > closing { pump() }
    }

    /// Closes the stream once both sides have finished, the far side has closed it, or the session has died.
    func settle(_ record: StreamRecord) {
        guard streams[record.id] != nil, record.inbound.isEmpty else { return }
        if phase == .ended {
            streams[record.id] = nil
            let isWhole = record.hasSentEOF && record.hasReceivedEOF
            put(.closed(record.id, isWhole ? nil : record.fate))
            return
        }
        if record.closesAfterWriting {
            if record.hasSentEOF || record.isClosedByPeer { remove(record) }
            return
        }
        guard record.hasToldEnd, record.hasSentEOF || record.isClosedByPeer else { return }
        if record.isExec, !record.isClosedByPeer { return }
        if record.isExec { put(.exited(record.id, session.exitStatus(record.id))) }
        put(.closed(record.id, nil))
        remove(record)
    }

    /// Takes the stream off the books and has libssh2 close it.
    func remove(_ record: StreamRecord) {
        session.transport.budget.bookBuffers(-record.outbound.count)
        dropHeldBytes(of: record)
        streams[record.id] = nil
        ring.removeAll { $0 === record }
        freeing.append(record.id)
    }

    func dropHeldBytes(of record: StreamRecord) {
        session.transport.budget.bookBuffers(-record.inbound.count)
        record.inbound = InboundBuffer()
    }

    func stepFreeing() throws(SSHError) {
        guard !freeing.isEmpty || !cancelling.isEmpty else { return }
        var still: [StreamID] = []
        for id in freeing {
            if case .blocked = try session.free(id) { still.append(id) }
        }
        freeing = still
        var waiting: [ListenerID] = []
        for id in cancelling {
            if case .blocked = try session.cancel(id) { waiting.append(id) }
        }
        cancelling = waiting
    }

    /// The carrier has brought its last byte: first everything that has arrived is taken out of libssh2, then the end.
    func endAfterDraining(_ reason: String) {
        isCarrierWritable = true
        bytesBehindCarrier = 0
        feed()
        guard phase != .ended else { return }
        rescueTails()
        session.transport.end = .ended
        die(SSHError(code: .peerClosed, operation: operationNow, scope: .session, detail: reason))
    }

    func close() {
        if phase == .ready || phase == .waitingForDriver { session.disconnect() }
        finish(with: nil)
    }

    /// Ends the session: everything pending fails, streams with held bytes live until those are handed out.
    func die(_ error: SSHError) {
        guard phase != .ended else { return }
        finish(with: error)
    }

    private func finish(with error: SSHError?) {
        phase = .ended
        loginDeadline = nil
        ping = .idle
        let reason =
            error ?? SSHError(code: .cancelled, operation: .close, scope: .session, detail: "the session was closed")
        failRequests(reason)
        if let control { streams[control] = nil }
        control = nil
        let keepsHeldBytes = reason.code != .outOfMemory && error != nil
        for record in ring {
            record.fate = reason
            session.transport.budget.bookBuffers(-record.outbound.count)
            if !keepsHeldBytes { dropHeldBytes(of: record) }
            if record.hasReceivedEOF, record.inbound.isEmpty { tellEnd(record) }
            settle(record)
        }
        ring = []
        freeing = []
        listeners = []
        cancelling = []
        heldInput = ByteBuffer()
        session.tearDown()
        // Our good-bye, if there was one: whoever hears of the end closes the carrier.
        if let send = takeOutbound() { put(send) }
        put(.dead(error))
    }

    /// After the end only held bytes are still handed out.
    func performAfterEnd(_ command: EngineCommand) {
        switch command {
        case .setReading(let id, let reading): setReading(id, reading)
        case .reset(let id), .closeAfterWriting(let id):
            dropOutputs(of: id)
            if let record = streams.removeValue(forKey: id) { dropHeldBytes(of: record) }
        case .open(let id, _): put(.openFailed(id, Self.endedError(.open)))
        case .listen(let id, _, _): put(.listenFailed(id, Self.endedError(.listen)))
        case .start, .receive, .peerEnded, .carrierWritable, .timePassed, .acceptHostKey, .requestMethods, .offer,
            .sign,
            .write, .finish, .stopListening, .ping, .close:
            return
        }
    }

    /// What was going on, for the error that ends it.
    var operationNow: SSHError.Operation {
        switch phase {
        case .idle: .connect
        case .handshaking: banner == nil ? .exchangeKeys : .exchangeBanners
        case .waitingForDriver: .verifyHostKey
        case .requestingMethods, .offering: .authenticate
        case .ready, .ended: .read
        }
    }

    private static func endedError(_ operation: SSHError.Operation) -> SSHError {
        SSHError(code: .cancelled, operation: operation, scope: .session, detail: "the session has ended")
    }

    /// Reads past the window's floor: there is nobody left whose window could grow.
    private func rescueTails() {
        for record in ring where !record.hasReceivedEOF {
            while session.available(on: record.id) > 0 {
                var buffer = ByteBuffer()
                let progress = try? session.read(record.id, limit: 32 << 10, into: &buffer)
                guard case .done(let count)? = progress, count > 0 else { break }
                record.inbound.append(buffer)
                session.transport.budget.bookBuffers(count)
                record.window.received(count)
                if record.isReading { resume(record) }
            }
            if session.isAtEnd(record.id) { record.hasReceivedEOF = true }
        }
    }
}
