import TestSupport
import Testing

extension ProgramTests {
    @Suite("A reader that stalls costs little memory and no speed of others")
    struct SlowReaderTests {
        /// Bytes that the far side may send ahead: the receive window of a stream.
        private static let window = 8 << 20
        /// What may wait here for a far side that stalls: no more than ssh's own window.
        private static let unsent = 2 << 20

        @Test("stalled readers cost at most their window and 256 KiB each")
        func stalled() async throws {
            try await OwnThread.run {
                let count = 8
                let (before, after) = try Self.measure(stalled: count, slice: 1 << 20, filledAt: 3 << 20)
                let each = (after - before) / count
                #expect(each <= Self.window + 256 << 10, "\(each) bytes each")
            }
        }

        @Test("so do those whose bytes come one in a packet")
        func stalledSingleBytes() async throws {
            try await OwnThread.run {
                let (before, after) = try Self.measure(stalled: 2, slice: 1, filledAt: 600_000)
                let each = (after - before) / 2
                #expect(each <= Self.window + 256 << 10, "\(each) bytes each")
            }
        }

        /// Anonymous memory before and after `stalled` clients have let `filledAt` bytes each come and read none.
        private static func measure(stalled: Int, slice: Int, filledAt: Int) throws -> (before: Int, after: Int) {
            let stuck = try PatternServer([.send(1 << 40, slice: slice)], Pattern(stream: 30))
            let fast = try PatternServer([.send(128 << 20)], Pattern(stream: 31))
            let sshd = try SSHDFixture(SSHDOptions(logLevel: "VERBOSE"))
            let tunnel = try ManyForwards(to: sshd, targets: [stuck.port, fast.port])
            // What the program keeps once it has worked is no stalled reader's cost.
            _ = try TCPClient(port: tunnel.ports[1]).receive(Pattern(stream: 31))
            let before = try tunnel.process.readings().anonymousBytes
            let clients = try (0..<stalled).map { _ in try TCPClient(port: tunnel.ports[0]) }
            for client in clients { try client.waitForInput() }
            try stuck.waitForSent(stalled * filledAt)
            // A transfer beside them gives whatever is under way the time to arrive.
            _ = try TCPClient(port: tunnel.ports[1]).receive(Pattern(stream: 31))
            let after = try tunnel.process.readings().anonymousBytes
            withExtendedLifetime(clients) {}
            return (before, after)
        }

        @Test("a client that finishes with much unsent costs no more than that, while the server stalls")
        func stalledUpload() async throws {
            try await OwnThread.run {
                let stuck = try SinkServer(pace: .never)
                let echo = try EchoServer()
                let sshd = try SSHDFixture(SSHDOptions(logLevel: "VERBOSE"))
                let tunnel = try ManyForwards(to: sshd, targets: [stuck.port, echo.port])
                let warm = try TCPClient(port: tunnel.ports[1])
                try warm.send("warm\n")
                _ = try warm.receiveLine()
                let before = try tunnel.process.readings().anonymousBytes
                let count = 4
                let clients = try (0..<count).map { _ in try TCPClient(port: tunnel.ports[0]) }
                for client in clients {
                    // Until the kernel takes no more.
                    let part = [UInt8](repeating: 7, count: 64 << 10)
                    while (try? client.send(part, by: Deadline(within: .milliseconds(300)))) != nil {}
                    client.finish()
                }
                try warm.send("beside\n")
                #expect(try warm.receiveLine() == "beside")
                let each = (try tunnel.process.readings().anonymousBytes - before) / count
                #expect(each <= Self.unsent + 256 << 10, "\(each) bytes each")
            }
        }

        @Test("a fast stream keeps four fifths of its speed beside stalled and slow ones")
        func fairness() async throws {
            let stuck = try PatternServer([.send(1 << 40)], Pattern(stream: 32))
            let fast = try PatternServer([.send(128 << 20)], Pattern(stream: 33))
            let sshd = try SSHDFixture(SSHDOptions(logLevel: "VERBOSE"))
            let tunnel = try await OwnThread.run { try ManyForwards(to: sshd, targets: [stuck.port, fast.port]) }
            let ports = tunnel.ports
            try await OwnThread.run {
                // Noise is of this machine, slowness is of the program: the best of several rounds tells them apart.
                var ratios: [Double] = []
                for _ in 0..<5 where ratios.allSatisfy({ $0 < 0.8 }) {
                    let alone = try Self.time { _ = try TCPClient(port: ports[1]).receive(Pattern(stream: 33)) }
                    let others = try (0..<8).map { _ in try TCPClient(port: ports[0]) }
                    for client in others { try client.waitForInput() }
                    let isDone = Watched(false)
                    let slow = PacedReader(others[0], bytesPerSecond: 10_000)
                    _ = try slow.receive(whileNot: isDone)
                    // What may come ahead for the stalled ones is work, too: not before it is here do they stall.
                    _ = try TCPClient(port: ports[1]).receive(Pattern(stream: 33))
                    let beside = try Self.time { _ = try TCPClient(port: ports[1]).receive(Pattern(stream: 33)) }
                    for client in others { client.reset() }
                    try stuck.server.waitForLive(0)
                    ratios.append(alone / beside)
                }
                #expect(ratios.contains { $0 >= 0.8 }, "\(ratios)")
            }
        }

        @Test("with all streams paused for 10 s the link answers sshd's probes, carries an upload, and loses no byte")
        func allPaused() async throws {
            try await OwnThread.run {
                let length = 12 << 20
                let stuck = try PatternServer([.send(length)], Pattern(stream: 34))
                let sink = try PatternServer([.take], Pattern(stream: 35))
                let options = try SSHDOptions(
                    lines: ["ClientAliveInterval 1", "ClientAliveCountMax 2"], logLevel: "VERBOSE")
                let sshd = try SSHDFixture(options)
                let tunnel = try ManyForwards(to: sshd, targets: [stuck.port, sink.port])
                let clients = try (0..<3).map { _ in try TCPClient(port: tunnel.ports[0]) }
                for client in clients { try client.waitForInput() }
                // Ten seconds in which the session must not end.
                #expect(throws: RigError.self) { try sshd.waitForSessions(0, by: Deadline(within: .seconds(10))) }
                let upload = try TCPClient(port: tunnel.ports[1])
                try upload.send(Pattern(stream: 35), count: 32 << 20)
                upload.finish()
                #expect(try sink.waitForTaken() == PatternServer.Taken(count: 32 << 20, trouble: nil))
                for client in clients { #expect(try client.receive(Pattern(stream: 34)) == length) }
                #expect(sshd.sessionPIDs.count == 1)
                #expect(tunnel.process.isRunning)
            }
        }

        private static func time(_ body: () throws -> Void) throws -> Double {
            let start = ContinuousClock.now
            try body()
            let taken = start.duration(to: .now).components
            return Double(taken.seconds) + Double(taken.attoseconds) / 1e18
        }
    }
}
