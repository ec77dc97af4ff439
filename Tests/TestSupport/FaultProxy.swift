/// A TCP proxy on loopback that hurts connections on purpose: planned per direction by `FaultLane`, or on command.
package final class FaultProxy: Sendable {
    /// A direction through the proxy.
    package enum Direction: Sendable, CaseIterable {
        /// From the client that connected to the proxy, to the server behind it.
        case toServer
        /// From the server back to the client.
        case toClient
    }

    /// The proxy's own server: counts, stop and restart of the listener.
    package let server: TCPServer
    /// The port on loopback to connect to.
    package var port: UInt16 { server.port }
    private let traffic: Watched<FaultTraffic>
    private let targets: Watched<[Int: FaultPair]>

    /// Listens at once, and passes each connection to `target` on the loopback of `family`.
    package init(
        to target: UInt16, toServer: FaultLane = FaultLane(), toClient: FaultLane = FaultLane(),
        _ family: Loopback = .v4
    ) throws {
        let traffic = Watched(FaultTraffic())
        let targets = Watched<[Int: FaultPair]>([:])
        server = try TCPServer(family) { client in
            let outer = try Descriptor.connected(to: target, family)
            client.sendAtOnce()
            outer.sendAtOnce()
            let pair = FaultPair(client: client, server: outer)
            let key = targets.update { pairs in
                let key = (pairs.keys.max() ?? 0) + 1
                pairs[key] = pair
                return key
            }
            defer { targets.update { _ = $0.removeValue(forKey: key) } }
            pair.carry(toServer: toServer, toClient: toClient, traffic: traffic)
        }
        self.traffic = traffic
        self.targets = targets
    }

    deinit { stop() }

    /// Bytes passed in `direction` so far, over all connections.
    package func passedCount(_ direction: Direction) -> Int { traffic.value[direction].passed }

    /// Blocks until `count` bytes have passed in `direction`, over all connections.
    package func waitForBytes(_ count: Int, _ direction: Direction, by deadline: Deadline = .usual) throws {
        let met = try traffic.wait(by: deadline) { $0[direction].passed >= count ? true : nil }
        if met == nil { throw RigError.late("\(count) bytes through the proxy, saw \(passedCount(direction))") }
    }

    /// Holds back all bytes of these directions from now on, on old and new connections, keeping the sockets open.
    package func blackHole(_ directions: [Direction] = Direction.allCases) {
        traffic.update { for direction in directions { $0[direction].isHeld = true } }
    }

    /// Ends `blackHole`: held bytes flow again, none is lost.
    package func release() {
        traffic.update { for direction in Direction.allCases { $0[direction].isHeld = false } }
    }

    /// Cuts all connections now, with a RST or with a FIN. New ones are accepted.
    package func cutNow(reset: Bool) {
        for pair in targets.value.values { pair.end(reset: reset) }
        traffic.update { $0.cuts += 1 }
    }

    /// Refuses connects and cuts all connections.
    package func stop() {
        server.stopListening()
        cutNow(reset: false)
        server.stop()
    }
}
