import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

/// Drives one engine over a real socket, by hand: the clock is the test's own, and nothing moves unless the test waits.
///
/// It also watches over what every output must keep to: nothing for a stream that is over, one end, one close.
final class EngineRig {
    let engine: Engine
    let carrier: RigCarrier
    let sshd: SSHDPair?
    /// The engine's time; moves only by `advance`.
    private(set) var now = NIODeadline.uptimeNanoseconds(1_000_000_000)
    /// All outputs in their order, without `send`, `data` and `errorData`.
    private(set) var events: [EngineOutput] = []
    var traces: [StreamID: StreamTrace] = [:]
    /// How many outputs are taken in one turn, at most.
    var outputsPerTurn = Int.max
    /// Sees each output after it was booked; may perform commands.
    var onOutput: ((EngineOutput) -> Void)?
    /// Servers that must live as long as the session; a local variable may go after its last use.
    private var kept: [AnyObject] = []
    private var wantsInput = true
    private var hasToldEnd = false
    private var isDraining = false

    /// A session with a real sshd.
    convenience init(_ lines: [String] = [], configuration: EngineConfiguration = EngineConfiguration()) throws {
        try self.init(SSHDPair(SSHDOptions(lines: lines)), configuration: configuration)
    }

    /// A session with this sshd.
    convenience init(_ sshd: SSHDPair, configuration: EngineConfiguration = EngineConfiguration()) throws {
        try self.init(socket: sshd.socket, sshd: sshd, configuration: configuration)
    }

    /// A session with whatever is at the other end of `socket`.
    init(socket: Descriptor, sshd: SSHDPair? = nil, configuration: EngineConfiguration = EngineConfiguration()) throws {
        engine = try Engine(configuration: configuration)
        carrier = RigCarrier(socket)
        self.sshd = sshd
    }

    /// The server's log; empty for a server that is no sshd.
    var log: String { sshd?.log.text ?? "" }

    /// Why the session ended; nil: it has not, or we closed it.
    var death: SSHError? {
        for case .dead(let error) in events { return error }
        return nil
    }

    var isDead: Bool { events.contains { if case .dead = $0 { true } else { false } } }

    /// The bytes that libssh2 holds.
    var libraryBytes: Int { engine.session.transport.budget.libraryBytes }

    /// Keeps a server alive as long as the rig.
    func keep<Server: AnyObject>(_ server: Server) -> Server {
        kept.append(server)
        return server
    }

    /// Performs a command and takes the outputs.
    func perform(_ command: EngineCommand) {
        engine.perform(command, at: now)
        drain()
    }

    /// Lets time pass, and the engine know it if that is due.
    func advance(by amount: TimeAmount) {
        now = now + amount
        guard let deadline = engine.nextDeadline, deadline <= now else { return }
        perform(.timePassed)
    }

    /// Stops or starts taking the engine's output.
    func setTakesOutput(_ takes: Bool) {
        carrier.refusesOutput = !takes
        perform(.carrierWritable(takes))
    }

    /// Moves bytes until `pick` finds what it wants.
    ///
    /// - Parameters:
    ///   - what: what is waited for, in words.
    ///   - outlivesSession: go on although the session has ended, because the test waits for something else.
    ///   - pick: looks for it after each movement; nil: not yet.
    /// - Returns: what `pick` found.
    /// - Throws: after 30 s, or when the session ends first; the error shows all events and the server's log.
    @discardableResult
    func wait<Found>(
        for what: String, outlivesSession: Bool = false, _ pick: () throws -> Found?
    ) throws -> Found {
        let deadline = Deadline.usual
        while true {
            drain()
            if let found = try pick() { return found }
            guard deadline.pollTimeout > 0 else { throw failure("waited in vain for \(what)") }
            guard outlivesSession || !isDead else { throw failure("the session ended before \(what)") }
            turn()
        }
    }

    /// Moves the bytes that are there now, without waiting for a condition.
    func turn() {
        feedWriters()
        carrier.waitForSocket(reads: wantsInput && !isDead)
        carrier.flush()
        // As a driver does: the connection goes with the session.
        if isDead, carrier.unsent.readableBytes == 0 { carrier.close() }
        guard wantsInput, !isDead else { return }
        for piece in carrier.read() { perform(.receive(piece)) }
        if carrier.hasEnded, !hasToldEnd {
            hasToldEnd = true
            perform(.peerEnded("the connection ended"))
        }
        drain()
        carrier.flush()
    }

    /// Hands outputs to the books.
    func drain() {
        guard !isDraining else { return }
        isDraining = true
        defer { isDraining = false }
        var left = outputsPerTurn
        while left > 0, let output = engine.next() {
            left -= 1
            book(output)
            onOutput?(output)
        }
    }

    func failure(_ words: String) -> RigError {
        RigError("\(words); events:\n\(events.map { "\($0)" }.joined(separator: "\n"))\nsshd:\n\(log.suffix(6_000))")
    }

    private func book(_ output: EngineOutput) {
        switch output {
        case .send(let bytes, _): return carrier.take(bytes)
        case .data(let id, let bytes):
            expectLive(id, "data")
            #expect(traces[id]?.hasEnded != true, "data after the end of stream \(id)")
            traces[id, default: StreamTrace()].bytes.writeImmutableBuffer(bytes)
            traces[id, default: StreamTrace()].chunks += 1
            return
        case .errorData(let id, let bytes):
            expectLive(id, "error data")
            traces[id, default: StreamTrace()].errorBytes.writeImmutableBuffer(bytes)
            return
        case .wantsInput(let wants): wantsInput = wants
        case .opened(let id), .accepted(let id, _): traces[id] = StreamTrace()
        case .ended(let id):
            expectLive(id, "an end")
            #expect(traces[id]?.hasEnded != true, "a second end of stream \(id)")
            traces[id]?.hasEnded = true
        case .exited(let id, let status): traces[id]?.exitStatus = status
        case .closed(let id, let error):
            expectLive(id, "a close")
            traces[id]?.isClosed = true
            traces[id]?.closeError = error
        case .writable(let id, let writable):
            expectLive(id, "writability")
            traces[id]?.isWritable = writable
        default: break
        }
        events.append(output)
    }

    private func expectLive(_ id: StreamID, _ what: String) {
        let trace = traces[id] ?? StreamTrace()
        if trace.isClosed || trace.isForgotten { Issue.record("\(what) for stream \(id), which is over") }
    }

    private func feedWriters() {
        for id in traces.keys.sorted(by: { $0.value < $1.value }) { feedWriter(id) }
    }

    private func feedWriter(_ id: StreamID) {
        while let trace = traces[id], trace.isWritable, !trace.isClosed, trace.unwritten.readableBytes > 0 {
            guard let piece = traces[id]?.unwritten.readSlice(length: min(32_768, trace.unwritten.readableBytes))
            else { return }
            perform(.write(id, piece))
        }
        guard let trace = traces[id], trace.finishesAfterWriting, trace.unwritten.readableBytes == 0 else { return }
        traces[id]?.finishesAfterWriting = false
        perform(.finish(id))
    }
}
