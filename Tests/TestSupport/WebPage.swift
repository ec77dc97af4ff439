/// Serves one page over HTTP/1.0 to whoever asks, and closes: a service for curl, alone or in a burst.
package final class WebPage: Sendable {
    /// The page's text.
    package let text: String
    /// The server underneath: port, counts, stop and restart.
    package let server: TCPServer
    /// The port on loopback.
    package var port: UInt16 { server.port }

    /// Listens at once.
    package init(_ text: String, _ family: Loopback = .v4) throws {
        self.text = text
        let page = Array(text.utf8)
        server = try TCPServer(family) { socket in
            var request: [UInt8] = []
            // A request ends with an empty line (RFC 1945 section 5); it has no body here.
            while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
                let more = try socket.read(upTo: 4096, by: .usual)
                guard !more.isEmpty else { return }
                request += more
            }
            try socket.send(Array("HTTP/1.0 200 OK\r\nContent-Length: \(page.count)\r\n\r\n".utf8) + page)
            socket.finishSending()
            try socket.drain(by: .usual)
        }
    }

    deinit { server.stop() }
}
