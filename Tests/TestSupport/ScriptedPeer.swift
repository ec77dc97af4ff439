/// A server that plays a fixed part, whatever the client says: for first contacts that are not SSH, or not for long.
package final class ScriptedPeer: Sendable {
    /// One act of the part.
    package enum Step: Sendable {
        /// Sends these bytes.
        case send([UInt8])
        /// Sends these bytes over and over until the client leaves.
        case sendForever([UInt8])
        /// Reads exactly so many bytes.
        case receive(Int)
        /// Reads until the client finishes.
        case receiveAll
        /// Finishes sending; the other direction stays open.
        case finish
        /// Stays silent until the client leaves.
        case hold
        /// Closes with a FIN.
        case close
        /// Closes with a RST.
        case reset
    }

    /// The server underneath: port, counts, stop and restart.
    package let server: TCPServer
    /// The port on loopback.
    package var port: UInt16 { server.port }
    private let received: Watched<[UInt8]>

    /// Listens at once; each connection gets the whole part. After the last step the connection is closed.
    package init(_ steps: [Step], _ family: Loopback = .v4) throws {
        let received = Watched<[UInt8]>([])
        server = try TCPServer(family) { socket in
            socket.sendAtOnce()
            for step in steps { try Self.play(step, on: socket, received: received) }
        }
        self.received = received
    }

    deinit { server.stop() }

    /// All bytes that `receive` and `receiveAll` have read so far, over all connections.
    package var receivedBytes: [UInt8] { received.value }

    /// A web server that was reached by mistake.
    package static let notSSH: [Step] = [.send(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)), .receiveAll]
    /// Lines before the version line that never end (RFC 4253, section 4.2 allows some).
    package static let endlessBanner: [Step] = [.sendForever(Array("hello, stranger\r\n".utf8))]
    /// Accepts and never says a word.
    package static let silence: [Step] = [.hold]
    /// Closes before the version line, as sshd's MaxStartups does.
    package static let earlyEnd: [Step] = [.close]
    /// Resets before the version line.
    package static let earlyReset: [Step] = [.reset]

    private static func play(_ step: Step, on socket: Descriptor, received: Watched<[UInt8]>) throws {
        switch step {
        case .send(let bytes): try socket.send(bytes)
        case .sendForever(let bytes): while true { try socket.send(bytes) }
        case .receive(let count):
            var left = count
            while left > 0 {
                let bytes = try socket.read(upTo: left, by: .never)
                if bytes.isEmpty { throw RigError("the client left early") }
                left -= bytes.count
                received.update { $0 += bytes }
            }
        case .receiveAll:
            while true {
                let bytes = try socket.read(upTo: 65_536, by: .never)
                if bytes.isEmpty { return }
                received.update { $0 += bytes }
            }
        case .finish: socket.finishSending()
        case .hold: try socket.waitForHangUp()
        case .close: socket.shutDown()
        case .reset: socket.reset()
        }
    }
}
