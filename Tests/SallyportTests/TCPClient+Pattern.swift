import TestSupport

extension TCPClient {
    /// Sends the first `count` bytes of `pattern`, `slice` at a time.
    func send(_ pattern: Pattern, count: Int, slice: Int = 1 << 20) throws {
        var offset = 0
        while offset < count {
            let part = pattern.bytes(at: offset, count: min(slice, count - offset))
            try send(part)
            offset += part.count
        }
    }

    /// Reads to the end and returns how many bytes came; throws at the first piece that is not the pattern's.
    func receive(_ pattern: Pattern) throws -> Int {
        try pattern.check { try receive(upTo: 256 << 10) }
    }

    /// Sends to an echo server and reads at the same time; returns how many bytes came back.
    static func exchange(_ pattern: Pattern, count: Int, slice: Int = 1 << 20, port: UInt16) async throws -> Int {
        let client = try TCPClient(port: port)
        async let sent: Void = OwnThread.run {
            try client.send(pattern, count: count, slice: slice)
            client.finish()
        }
        let received = try await OwnThread.run { try client.receive(pattern) }
        try await sent
        return received
    }
}
