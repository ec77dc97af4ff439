import NIOCore
import TestSupport
import TunnelModel

@testable import SSHEngine

/// Verbs for streams, listeners and pings.
extension EngineRig {
    /// Asks for a stream to a port of 127.0.0.1.
    func startOpen(to port: UInt16, window: Int = 2 << 20) -> StreamID {
        let id = engine.makeStreamID()
        let kind = StreamRequest.Kind.directTCPIP(
            target: Endpoint(host: "127.0.0.1", port: port), originator: Endpoint(host: "127.0.0.1", port: 4_711))
        perform(.open(id, StreamRequest(kind, window: window)))
        return id
    }

    /// Opens a stream to a port of 127.0.0.1 and reads from it unless told otherwise.
    func open(to port: UInt16, window: Int = 2 << 20, reading: Bool = true) throws -> StreamID {
        let id = startOpen(to: port, window: window)
        try waitForOpen(id)
        if reading { perform(.setReading(id, true)) }
        return id
    }

    /// Runs a program and reads from it.
    func exec(_ command: String) throws -> StreamID {
        let id = engine.makeStreamID()
        perform(.open(id, StreamRequest(.exec(command))))
        try waitForOpen(id)
        perform(.setReading(id, true))
        return id
    }

    func waitForOpen(_ id: StreamID) throws {
        try wait(for: "stream \(id)") {
            if let error = openFailure(id) { throw error }
            return events.contains(.opened(id)) ? true : nil
        }
    }

    /// Why the open failed.
    func waitForFailedOpen(_ id: StreamID) throws -> SSHError {
        try wait(for: "the refusal of stream \(id)") { openFailure(id) }
    }

    func openFailure(_ id: StreamID) -> SSHError? {
        for case .openFailed(id, let error) in events { return error }
        return nil
    }

    /// Queues bytes to be written whenever the stream is writable.
    func send(_ bytes: [UInt8], on id: StreamID, finishing: Bool = false) {
        traces[id]?.unwritten.writeBytes(bytes)
        if finishing { traces[id]?.finishesAfterWriting = true }
    }

    func waitForBytes(_ count: Int, on id: StreamID) throws {
        try wait(for: "\(count) bytes on stream \(id), got \(received(id))") { received(id) >= count ? true : nil }
    }

    func received(_ id: StreamID) -> Int { traces[id]?.bytes.readableBytes ?? 0 }

    /// All bytes up to the far side's end.
    @discardableResult
    func readToEnd(_ id: StreamID) throws -> [UInt8] {
        try wait(for: "the end of stream \(id)") { traces[id]?.hasEnded == true ? true : nil }
        return traces[id]?.content ?? []
    }

    /// The error that the stream closed with, nil for none.
    @discardableResult
    func waitForClose(_ id: StreamID) throws -> SSHError? {
        try wait(for: "the close of stream \(id)") { traces[id]?.isClosed == true ? true : nil }
        return traces[id]?.closeError
    }

    /// Why the session ended; nil: we closed it.
    @discardableResult
    func waitForDeath() throws -> SSHError? {
        try wait(for: "the end of the session") { isDead ? true : nil }
        return death
    }

    /// Asks the server to listen and waits for its answer.
    func listen(_ host: String = "127.0.0.1", port: UInt16 = 0) throws -> (id: ListenerID, port: UInt16) {
        let id = engine.makeListenerID()
        perform(.listen(id, host: host, port: port))
        let bound = try wait(for: "the listener") {
            for case .listening(id, let port) in events { return port }
            return UInt16?.none
        }
        return (id, bound)
    }

    /// The streams accepted on a listener, oldest first.
    func accepted(on listener: ListenerID) -> [StreamID] {
        events.compactMap { if case .accepted(let id, listener) = $0 { id } else { nil } }
    }

    /// Waits until so many streams were accepted on a listener.
    func waitForAccepted(_ count: Int = 1, on listener: ListenerID) throws -> [StreamID] {
        try wait(for: "\(count) accepted streams") {
            let all = accepted(on: listener)
            return all.count >= count ? all : nil
        }
    }

    /// Asks for a sign of life and waits for it.
    func ping() throws {
        let before = pongs
        perform(.ping)
        try wait(for: "a pong") { pongs > before ? true : nil }
    }

    var pongs: Int { events.count { if case .pong = $0 { true } else { false } } }

    /// Waits until the server's log has `count` lines with `part`, moving bytes meanwhile.
    func waitForLog(_ part: String, count: Int = 1) throws {
        try wait(for: "\"\(part)\" in the server's log") {
            log.split(whereSeparator: \.isNewline).count { $0.contains(part) } >= count ? true : nil
        }
    }
}
