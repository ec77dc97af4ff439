import TestSupport
import TunnelModel

@testable import Forwarding

/// A SOCKS5 client that looks at each byte, where curl would not.
struct SOCKSClient {
    let socket: TCPClient

    /// Connects; says nothing yet.
    init(port: UInt16) throws {
        socket = try TCPClient(port: port)
    }

    /// Asks for `target` by name and gives the whole answer: the method's and the request's, 12 bytes.
    func ask(for target: Endpoint) throws -> [UInt8] {
        try socket.send(SOCKSRequest.five(name: target.host, port: target.port).bytes)
        return try socket.receive(exactly: 12)
    }

    /// Connects and asks, and fails if there is no connection.
    static func connected(to target: Endpoint, by port: UInt16) throws -> TCPClient {
        let client = try SOCKSClient(port: port)
        let answer = try client.ask(for: target)
        guard answer == [5, 0] + SOCKSVersion.five.grant else { throw RigError("refused: \(answer)") }
        return client.socket
    }
}
