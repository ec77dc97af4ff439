import TestSupport

/// A service behind the tunnel that plays a fixed part with a `Pattern`, and tells what it took.
final class PatternServer: Sendable {
    /// One act of the part.
    enum Step: Sendable {
        /// Sends so many bytes, `slice` at a time.
        case send(Int, slice: Int = 1 << 20)
        /// Finishes sending; the other direction stays open.
        case finish
        /// Reads to the end and checks.
        case take
        /// Sends a RST.
        case reset
    }

    /// What one `take` brought.
    struct Taken: Sendable, Equatable {
        /// Bytes up to the end or the trouble.
        var count: Int
        /// Wrong bytes, or a reset; nil for an orderly end.
        var trouble: String?
    }

    /// The server underneath: counts, stop.
    let server: TCPServer
    /// The port on 127.0.0.1.
    var port: UInt16 { server.port }
    private let taken: Watched<[Taken]>
    private let sent: Watched<Int>

    /// Listens at once. After the last step the connection is closed.
    init(_ steps: [Step], _ pattern: Pattern) throws {
        let taken = Watched<[Taken]>([])
        let sent = Watched(0)
        server = try TCPServer { socket in
            socket.sendAtOnce()
            for step in steps {
                switch step {
                case .send(let count, let slice): try Self.send(pattern, count, slice, to: socket, sent)
                case .finish: socket.finishSending()
                case .take:
                    let result = Self.take(pattern, from: socket)
                    taken.update { $0.append(result) }
                case .reset: socket.reset()
                }
            }
        }
        self.taken = taken
        self.sent = sent
    }

    deinit { server.stop() }

    /// Blocks until a `take` is over, and tells what it brought.
    func waitForTaken(by deadline: Deadline = .usual) throws -> Taken {
        guard let first = try taken.wait(by: deadline, for: { $0.first }) else {
            throw RigError.late("the end of what the client sends")
        }
        return first
    }

    /// Blocks until `count` bytes have been sent over all connections.
    func waitForSent(_ count: Int, by deadline: Deadline = .usual) throws {
        guard try sent.wait(by: deadline, for: { $0 >= count ? true : nil }) != nil else {
            throw RigError.late("\(count) bytes to be sent, \(sent.value) were")
        }
    }

    /// Bytes sent so far over all connections.
    var sentCount: Int { sent.value }

    private static func send(
        _ pattern: Pattern, _ count: Int, _ slice: Int, to socket: Descriptor, _ sent: Watched<Int>
    ) throws {
        var offset = 0
        while offset < count {
            let part = pattern.bytes(at: offset, count: min(slice, count - offset))
            try socket.send(part)
            offset += part.count
            sent.update { $0 += part.count }
        }
    }

    private static func take(_ pattern: Pattern, from socket: Descriptor) -> Taken {
        var count = 0
        do {
            _ = try pattern.check {
                let piece = try socket.read(upTo: 256 << 10, by: .never)
                count += piece.count
                return piece
            }
            return Taken(count: count, trouble: nil)
        } catch {
            return Taken(count: count, trouble: "\(error)")
        }
    }
}
