/// One connection through a `FaultProxy`: two sockets, a thread for each direction.
struct FaultPair: Sendable {
    let client: Descriptor
    let server: Descriptor
    private let ended = Watched(false)

    init(client: Descriptor, server: Descriptor) {
        self.client = client
        self.server = server
    }

    /// Carries both directions until both are over, then closes the sockets.
    func carry(toServer: FaultLane, toClient: FaultLane, traffic: Watched<FaultTraffic>) {
        let finished = Watched(0)
        OwnThread.start {
            run(.toServer, toServer, traffic)
            finished.update { $0 += 1 }
        }
        run(.toClient, toClient, traffic)
        _ = try? finished.wait(by: .never) { $0 == 1 ? true : nil }
        // Only now are both threads out of the sockets, so that their numbers may be given back.
        client.close()
        server.close()
    }

    /// Ends the connection from any thread, with a RST or a FIN to both sides.
    func end(reset: Bool) {
        ended.update { $0 = true }
        for socket in [client, server] {
            if reset { socket.abort() } else { socket.shutDown() }
        }
    }

    private func run(_ direction: FaultProxy.Direction, _ lane: FaultLane, _ traffic: Watched<FaultTraffic>) {
        let (source, sink) = direction == .toServer ? (client, server) : (server, client)
        do {
            let isCut = try pump(direction, lane, traffic, from: source, to: sink)
            guard !ended.value else { return }
            guard isCut else { return sink.finishSending() }
            switch lane.cut {
            case .close: end(reset: false)
            case .reset: end(reset: true)
            case .finish:
                sink.finishSending()
                try source.drain()
            case .blackHole: _ = try ended.wait(by: .never) { $0 ? true : nil }
            }
        } catch {
            // One side was reset: an honest proxy resets the other.
            if !ended.value { end(reset: true) }
        }
    }

    /// Passes bytes until the source ends (false) or the lane's cut is reached (true).
    private func pump(
        _ direction: FaultProxy.Direction, _ lane: FaultLane, _ traffic: Watched<FaultTraffic>,
        from source: Descriptor, to sink: Descriptor
    ) throws -> Bool {
        var passed = 0
        var pacer = lane.bytesPerSecond.map { Pacer(bytesPerSecond: $0) }
        while true {
            let room = lane.cutAfter.map { $0 - passed } ?? .max
            if room <= 0 { return true }
            var bytes = try source.read(upTo: min(lane.slice, room), by: .never)
            if bytes.isEmpty { return false }
            if let offset = lane.flipBitAt, offset >= passed, offset < passed + bytes.count {
                bytes[offset - passed] ^= 1
            }
            let cuts = traffic.value.cuts
            _ = try traffic.wait(by: .never) { !$0[direction].isHeld || $0.cuts != cuts ? true : nil }
            try sink.send(bytes)
            passed += bytes.count
            traffic.update { $0[direction].passed += bytes.count }
            try pacer?.pass(bytes.count, on: sink)
        }
    }
}
