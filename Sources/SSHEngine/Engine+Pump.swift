import NIOCore
import TunnelModel

/// Working through input, and going round until nothing moves.
extension Engine {
    /// The most that is fed before everything is drained: a good-bye later in the same batch would cost what is queued.
    static let feedSize = 32 << 10

    var isOutputFull: Bool { !isCarrierWritable && bytesBehindCarrier > configuration.outputCap }

    func receive(_ bytes: ByteBuffer) {
        if bytes.readableBytes > 0 { ping.postpone(until: now + configuration.pingDeadline) }
        if heldInput.readableBytes > 0 {
            var bytes = bytes
            heldInput.writeBuffer(&bytes)
        } else {
            heldInput = bytes
        }
        feed()
    }

    func setCarrierWritable(_ writable: Bool) {
        let wasFull = isOutputFull
        isCarrierWritable = writable
        if writable { bytesBehindCarrier = 0 }
        if wasFull, !isOutputFull { put(.wantsInput(true)) }
        if heldInput.readableBytes > 0 { feed() }
        if writable { pump() }
    }

    /// Gives libssh2 the input piece by piece, draining it after each.
    func feed() {
        let transport = session.transport
        while heldInput.readableBytes > 0, phase != .ended, !isOutputFull {
            guard var piece = heldInput.readSlice(length: min(heldInput.readableBytes, Self.feedSize)) else { return }
            if banner != nil {
                do throws(SSHError) { try inspectBanner(&piece) } catch { return die(error) }
            } else if phase == .handshaking {
                proposal?.inspect(piece.readableBytesView)
            }
            if transport.inbound.readableBytes == 0 {
                transport.inbound = piece
            } else {
                transport.inbound.discardReadBytes()
                transport.inbound.writeBuffer(&piece)
            }
            pump()
            checkUnread()
        }
        if heldInput.readableBytes == 0 { heldInput = ByteBuffer() }
        if transport.inbound.readableBytes == 0 { transport.inbound = ByteBuffer() }
    }

    /// Lets libssh2 do all that it can do now.
    func pump() {
        guard phase != .ended else { return }
        do throws(SSHError) {
            try stepLogin()
            if phase == .ready { try turn() }
        } catch {
            return die(error)
        }
        relieve()
        checkBudget()
    }

    /// While a person or an agent is waited for, libssh2 reads nothing; a server has next to nothing to say then.
    private func checkUnread() {
        guard phase != .ended, session.transport.inbound.readableBytes > 256 << 10 else { return }
        let detail = "the server sends more than it may before it has let us in"
        die(SSHError(code: .protocolFault, operation: operationNow, scope: .session, detail: detail))
    }

    /// Well above the soft limit the stream that has stalled longest is reset: better one than all of them.
    private func relieve() {
        guard phase == .ready, session.transport.budget.needsRelief else { return }
        // The memory of the one before is back only when the far side has closed it, too.
        if let relieved, freeing.contains(relieved) { return }
        let stalled = ring.filter {
            $0.stalledSince != nil && ($0.inbound.count > 0 || session.available(on: $0.id) > 0)
        }
        guard let longest = stalled.min(by: { $0.stalledSince ?? now < $1.stalledSince ?? now }) else { return }
        let detail = "reset to save memory: of all readers its own has stalled longest"
        put(.closed(longest.id, SSHError(code: .outOfMemory, operation: .read, scope: .stream, detail: detail)))
        relieved = longest.id
        remove(longest)
    }

    func checkBudget() {
        guard phase != .ended, session.transport.budget.wasExceeded else { return }
        let limit = session.transport.budget.hardLimit >> 20
        die(
            SSHError(
                code: .outOfMemory, operation: .read, scope: .session, detail: "the session's \(limit) MiB are used up")
        )
    }

    /// One turn over everything. Requests come first: the first connection of a new listener is refused unless the
    /// pending listen is the first call on new input.
    private func turn() throws(SSHError) {
        var mayMove = true
        while mayMove {
            let input = session.transport.inbound.readableBytes
            let hasAnswered = try stepRequests()
            acceptStreams()
            try drive()
            let hasPinged = try stepPing()
            for record in ring { try serve(record) }
            let left = session.transport.inbound.readableBytes
            mayMove = hasAnswered || hasPinged || (left > 0 && left < input)
        }
        try stepFreeing()
        if isRetired, streamCount == 0, freeing.isEmpty {
            throw SSHError(
                code: .sessionRetired, operation: .open, scope: .session, detail: "its last stream has ended")
        }
    }

    /// Makes libssh2 read its input although no stream may be read: otherwise a server's own probe goes unanswered.
    private func drive() throws(SSHError) {
        guard let id = control.flatMap({ streams[$0]?.id }) ?? ring.first?.id else {
            guard session.transport.inbound.readableBytes > 0, requests.isEmpty else { return }
            return isControlRefused ? askProbe() : openControl()
        }
        var before: Int
        repeat {
            before = session.transport.inbound.readableBytes
            try session.drive(id)
        } while session.transport.inbound.readableBytes > 0 && session.transport.inbound.readableBytes < before
    }
}
