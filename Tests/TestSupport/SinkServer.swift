/// Reads what it is sent, tells what it got, and answers nothing.
package final class SinkServer: Sendable {
    /// How it reads.
    package enum Pace: Sendable {
        /// As fast as it comes.
        case full
        /// At most so many bytes a second, at most 1 KiB a read.
        case bytesPerSecond(Int)
        /// Accepts, and never reads a byte; the connection stays open until the client leaves.
        case never
    }

    /// What one connection brought.
    package struct Receipt: Sendable, Equatable {
        /// Bytes that arrived.
        package var count: Int
        /// SHA-256 of the bytes in hex.
        package var sha256: String
        /// True for an orderly end of file, false for a reset.
        package var isOrderly: Bool
    }

    /// The server underneath: port, counts, stop and restart.
    package let server: TCPServer
    /// The port on loopback.
    package var port: UInt16 { server.port }
    private let done: Watched<[Receipt]>
    private let running: Watched<Int>

    /// Listens at once.
    package init(pace: Pace = .full, _ family: Loopback = .v4) throws {
        let done = Watched<[Receipt]>([])
        let running = Watched(0)
        server = try TCPServer(family) { socket in
            var digest = Digest256()
            var isOrderly = true
            do {
                try Self.take(from: socket, pace: pace, into: &digest, running: running)
            } catch {
                isOrderly = false
            }
            let receipt = Receipt(count: digest.count, sha256: digest.hex, isOrderly: isOrderly)
            done.update { $0.append(receipt) }
        }
        self.done = done
        self.running = running
    }

    deinit { server.stop() }

    /// Bytes received so far over all connections.
    package var receivedCount: Int { running.value }

    /// Blocks until at least `count` bytes have arrived over all connections.
    package func waitForBytes(_ count: Int, by deadline: Deadline = .usual) throws {
        let met = try running.wait(by: deadline) { $0 >= count ? true : nil }
        if met == nil { throw RigError.late("\(count) bytes at the sink, got \(receivedCount)") }
    }

    /// Blocks until connection number `index` (in order of their ends) is over, and tells what it brought.
    package func receipt(_ index: Int = 0, by deadline: Deadline = .usual) throws -> Receipt {
        let found = try done.wait(by: deadline) { $0.count > index ? $0[index] : nil }
        guard let found else { throw RigError.late("the end of connection \(index), got \(receivedCount) bytes") }
        return found
    }

    private static func take(
        from socket: Descriptor, pace: Pace, into digest: inout Digest256, running: Watched<Int>
    ) throws {
        var pacer: Pacer?
        var slice = 65_536
        switch pace {
        case .full: break
        case .bytesPerSecond(let rate):
            pacer = Pacer(bytesPerSecond: rate)
            slice = 1_024
        case .never: return try socket.waitForHangUp()
        }
        while true {
            let bytes = try socket.read(upTo: slice, by: .never)
            if bytes.isEmpty { return }
            digest.update(bytes)
            running.update { $0 += bytes.count }
            try pacer?.pass(bytes.count, on: socket)
        }
    }
}
