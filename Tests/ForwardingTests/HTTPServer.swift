import TestSupport

/// Answers every request with one line, for curl.
struct HTTPServer {
    let server: TCPServer
    var port: UInt16 { server.port }

    init() throws {
        server = try TCPServer { socket in
            _ = try socket.read(upTo: 65_536, by: .never)
            try socket.send("HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\nhello\n".utf8)
        }
    }

    /// What curl got, or its exit status in words.
    static func curl(_ arguments: [String]) async throws -> String {
        try await OwnThread.run {
            let curl = try ChildProcess("/usr/bin/curl", ["-sS", "-m", "20"] + arguments)
            let status = try curl.waitForExit()
            return status == .exited(0)
                ? try curl.output.waitForEnd() : "curl: \(status) \(try curl.errors.waitForEnd())"
        }
    }
}
