/// Sends the first bytes of `SeededBytes(seed:)` to whoever connects.
package final class SourceServer: Sendable {
    /// What it does after its last byte.
    package enum Ending: Sendable {
        /// Closes the socket.
        case close
        /// Finishes sending and reads on until the client finishes.
        case halfClose
        /// Keeps the connection open and silent until the client finishes.
        case hold
        /// Sends a RST once the client has answered with one byte, which shows that the data has arrived.
        case reset
    }

    /// The server underneath: port, counts, stop and restart.
    package let server: TCPServer
    /// The port on loopback.
    package var port: UInt16 { server.port }

    /// Listens at once, to send `count` bytes on each connection; compare them with `Digest256.hex(seed:count:)`.
    ///
    /// `ending` follows the last byte; `slice` is the bytes handed to each `send`: 1 gives one-byte segments.
    package init(
        _ count: Int, seed: UInt64 = 1, ending: Ending = .close, slice: Int = 65_536, _ family: Loopback = .v4
    ) throws {
        server = try TCPServer(family) { socket in
            socket.sendAtOnce()
            var source = SeededBytes(seed: seed)
            var left = count
            while left > 0 {
                let bytes = source.next(min(slice, left))
                try socket.send(bytes)
                left -= bytes.count
            }
            switch ending {
            case .close: break
            case .halfClose:
                socket.finishSending()
                try socket.drain()
            case .hold: try socket.drain()
            case .reset:
                _ = try socket.read(upTo: 1, by: .never)
                socket.reset()
            }
        }
    }

    deinit { server.stop() }
}
