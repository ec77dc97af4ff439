import Glibc

/// A blocking TCP client on loopback with a deadline on every call.
package final class TCPClient: Sendable {
    private let socket: Descriptor

    /// Connects to `port` of the loopback of `family`; throws with `code` ECONNREFUSED, or when the deadline is first.
    package init(port: UInt16, _ family: Loopback = .v4, by deadline: Deadline = .usual) throws {
        socket = try Descriptor.stream(family)
        let flags = fcntl(socket.raw, F_GETFL)
        _ = fcntl(socket.raw, F_SETFL, flags | O_NONBLOCK)
        let result = family.withAddress(port: port) { connect(socket.raw, $0, $1) }
        if result != 0 {
            guard errno == EINPROGRESS else { throw RigError(system: "connect [\(family.host)]:\(port)") }
            guard try socket.isReady(for: POLLOUT, by: deadline) else {
                throw RigError.late("connect to [\(family.host)]:\(port)")
            }
            let code = socket.pendingError
            guard code == 0 else { throw RigError(system: "connect [\(family.host)]:\(port)", code: code) }
        }
        _ = fcntl(socket.raw, F_SETFL, flags)
        socket.sendAtOnce()
    }

    /// Sends all of `bytes`.
    package func send(_ bytes: some Collection<UInt8>, by deadline: Deadline = .usual) throws {
        try socket.send(bytes, by: deadline)
    }

    /// Sends the UTF-8 bytes of `text`.
    package func send(_ text: String, by deadline: Deadline = .usual) throws {
        try socket.send(text.utf8, by: deadline)
    }

    /// Reads what is there, at most `count` bytes; empty at the end of the stream.
    package func receive(upTo count: Int, by deadline: Deadline = .usual) throws -> [UInt8] {
        try socket.read(upTo: count, by: deadline)
    }

    /// Reads exactly `count` bytes; throws when the stream ends before.
    package func receive(exactly count: Int, by deadline: Deadline = .usual) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try socket.read(upTo: count - bytes.count, by: deadline)
            guard !more.isEmpty else { throw RigError("the stream ended after \(bytes.count) of \(count) bytes") }
            bytes += more
        }
        return bytes
    }

    /// Reads up to the next newline and returns the text before it.
    package func receiveLine(by deadline: Deadline = .usual) throws -> String {
        var bytes: [UInt8] = []
        while true {
            let byte = try receive(exactly: 1, by: deadline)
            if byte == [UInt8(ascii: "\n")] { return String(decoding: bytes, as: UTF8.self) }
            bytes += byte
        }
    }

    /// Reads to the end of the stream; throws `code` ECONNRESET for a reset.
    package func receiveToEnd(by deadline: Deadline = .usual) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = try socket.read(upTo: 65_536, by: deadline)
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    /// Reads to the end of the stream without keeping the bytes.
    package func digestToEnd(by deadline: Deadline = .usual) throws -> Digest256 {
        var digest = Digest256()
        while true {
            let more = try socket.read(upTo: 65_536, by: deadline)
            if more.isEmpty { return digest }
            digest.update(more)
        }
    }

    /// Blocks until bytes are there to read, the stream has ended, or was reset. Reads nothing.
    package func waitForInput(by deadline: Deadline = .usual) throws {
        guard try socket.isReady(for: POLLIN, by: deadline) else { throw RigError.late("bytes to read") }
    }

    /// Finishes sending; reading goes on.
    package func finish() { socket.finishSending() }

    /// Closes with a FIN.
    package func close() { socket.close() }

    /// Closes with a RST.
    package func reset() { socket.reset() }
}
