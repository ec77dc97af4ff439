import NIOCore
import TunnelModel

/// Carrying bytes: one stream's turn, and the commands for one stream.
extension Engine {
    /// The most that is read from one stream before the next has its turn.
    static let readSize = 64 << 10

    /// One stream's turn.
    func serve(_ record: StreamRecord) throws(SSHError) {
        guard streams[record.id] != nil else { return }
        try readFromLibrary(record)
        try transmit(record)
        settle(record)
    }

    func setReading(_ id: StreamID, _ reading: Bool) {
        guard let record = streams[id], record.isReading != reading else { return }
        record.isReading = reading
        record.stalledSince = reading ? nil : now
        guard reading else { return }
        if record.inbound.isEmpty { settleAfterHandingOut(record) } else { resume(record) }
    }

    func write(_ id: StreamID, _ bytes: ByteBuffer) {
        guard let record = streams[id], !record.outbound.isFinished, bytes.readableBytes > 0 else { return }
        session.transport.budget.bookBuffers(bytes.readableBytes)
        if record.outbound.append(bytes) { put(.writable(id, false)) }
        do throws(SSHError) { try transmit(record) } catch { return die(error) }
        checkBudget()
    }

    func finish(_ id: StreamID) {
        guard let record = streams[id], !record.outbound.isFinished else { return }
        record.outbound.isFinished = true
        do throws(SSHError) { try transmit(record) } catch { return die(error) }
        settle(record)
        pump()
    }

    func closeAfterWriting(_ id: StreamID) {
        guard let record = streams[id] else { return }
        dropOutputs(of: id)
        record.isReading = false
        record.closesAfterWriting = true
        dropHeldBytes(of: record)
        finish(id)
        pump()
    }

    func reset(_ id: StreamID) {
        if requests.abandon(id) { return }
        dropOutputs(of: id)
        guard let record = streams[id] else { return }
        remove(record)
        pump()
    }

    /// Moves what libssh2 holds for this stream into our own buffers.
    func readFromLibrary(_ record: StreamRecord) throws(SSHError) {
        guard !record.hasReceivedEOF else { return try lookForClose(record) }
        while true {
            let limit = min(session.available(on: record.id), record.window.readable, Self.readSize)
            if limit > 0, try readOnce(record, limit) { continue }
            // More window may free bytes that had to stay in libssh2; there may be no more input that would do it later.
            guard record.window.hasStarted, try sendGrant(record) else { break }
        }
        if record.closesAfterWriting {
            try lookForClose(record)
        } else if session.isAtEnd(record.id) {
            record.hasReceivedEOF = true
            if record.inbound.isEmpty { tellEnd(record) }
            try lookForClose(record)
        }
    }

    private func readOnce(_ record: StreamRecord, _ limit: Int) throws(SSHError) -> Bool {
        var buffer = ByteBufferAllocator().buffer(capacity: limit)
        for substream: CInt in [0, 1] {
            guard
                case .done(let count) = try session.read(record.id, substream: substream, limit: limit, into: &buffer),
                count > 0
            else { continue }
            record.window.received(count)
            if substream == 0 { deliver(buffer, to: record) } else { deliverErrorData(buffer, of: record) }
            return true
        }
        return false
    }

    /// Keeps the bytes until `next` hands them out, so that a reader which pauses meanwhile is not given them.
    private func deliver(_ bytes: ByteBuffer, to record: StreamRecord) {
        guard !record.closesAfterWriting else { return record.window.consumed(bytes.readableBytes) }
        let wasEmpty = record.inbound.isEmpty
        record.inbound.append(bytes)
        session.transport.budget.bookBuffers(bytes.readableBytes)
        if wasEmpty, record.isReading { resume(record) }
    }

    /// Standard error of a program; anything else on that substream is nothing that we asked for and is dropped.
    private func deliverErrorData(_ bytes: ByteBuffer, of record: StreamRecord) {
        record.window.consumed(bytes.readableBytes)
        if record.isExec, !record.closesAfterWriting { put(.errorData(record.id, bytes)) }
    }

    /// Writes what waits, as far as window, rekey and carrier let it.
    private func transmit(_ record: StreamRecord) throws(SSHError) {
        if record.outbound.count > 0, !record.window.hasStarted, isCarrierWritable { _ = try sendGrant(record) }
        while record.outbound.count > 0, isCarrierWritable {
            guard case .done(let taken) = try session.write(record.id, record.outbound.bytes), taken > 0 else { break }
            session.transport.budget.bookBuffers(-taken)
            if record.outbound.advance(by: taken), !record.closesAfterWriting { put(.writable(record.id, true)) }
        }
        if record.outbound.isFinished, record.outbound.count == 0, !record.hasSentEOF {
            if case .done = try session.sendEOF(record.id) { record.hasSentEOF = true }
        }
    }

    /// True if the far side was given more window.
    private func sendGrant(_ record: StreamRecord) throws(SSHError) -> Bool {
        // What comes in for nobody is dropped; more of it is not asked for.
        guard !record.closesAfterWriting || record.window.unfinishedGrant != nil else { return false }
        guard let count = record.window.grant(whileTight: session.transport.budget.isTight) else { return false }
        let isDone = if case .done = try session.grant(count, to: record.id) { true } else { false }
        record.window.granted(count, finished: isDone)
        return isDone
    }

    private func lookForClose(_ record: StreamRecord) throws(SSHError) {
        guard !record.isClosedByPeer else { return }
        record.isClosedByPeer = session.isClosedByPeer(record.id)
    }
}
