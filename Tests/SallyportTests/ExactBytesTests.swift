import TestSupport
import Testing

extension ProgramTests {
    @Suite("Bytes are exact, whatever their number and pace")
    struct ExactBytesTests {
        /// A gigabyte; less where the server wants new keys 2,000 times a gigabyte, which costs it 0.1 s each time.
        private static func bulk(_ rekeying: Rekeying) -> Int {
            rekeying == .never ? 1 << 30 : 64 << 20
        }

        @Test("a gigabyte down, less of it under rekeying", arguments: Rekeying.allCases)
        func down(rekeying: Rekeying) async throws {
            try await OwnThread.run {
                let count = Self.bulk(rekeying)
                let pattern = Pattern(stream: 1)
                let source = try PatternServer([.send(count)], pattern)
                let sshd = try rekeying.server()
                let tunnel = try Tunnel(to: sshd, target: source.port)
                #expect(try tunnel.connect().receive(pattern) == count)
                #expect(tunnel.process.isRunning)
            }
        }

        @Test("a gigabyte up, less of it under rekeying", arguments: Rekeying.allCases)
        func up(rekeying: Rekeying) async throws {
            try await OwnThread.run {
                let count = Self.bulk(rekeying)
                let pattern = Pattern(stream: 2)
                let sink = try PatternServer([.take], pattern)
                let sshd = try rekeying.server()
                let tunnel = try Tunnel(to: sshd, target: sink.port)
                let client = try tunnel.connect()
                try client.send(pattern, count: count)
                client.finish()
                let taken = try sink.waitForTaken()
                #expect(taken == PatternServer.Taken(count: count, trouble: nil))
                #expect(try client.receive(pattern) == 0)
                #expect(tunnel.process.isRunning)
            }
        }

        @Test("both ways at once on one stream", arguments: Rekeying.allCases)
        func bothWays(rekeying: Rekeying) async throws {
            let echo = try EchoServer()
            let sshd = try rekeying.server()
            let tunnel = try await OwnThread.run { try Tunnel(to: sshd, target: echo.port) }
            let count = rekeying == .never ? 128 << 20 : 16 << 20
            let back = try await TCPClient.exchange(Pattern(stream: 3), count: count, port: tunnel.port)
            #expect(back == count)
        }

        @Test("writes of one byte each way", arguments: Rekeying.allCases)
        func singleBytes(rekeying: Rekeying) async throws {
            let echo = try EchoServer()
            let source = try PatternServer([.send(30_000, slice: 1)], Pattern(stream: 5))
            let sshd = try rekeying.server()
            let tunnel = try await OwnThread.run { try ManyForwards(to: sshd, targets: [echo.port, source.port]) }
            let ports = tunnel.ports
            async let down = OwnThread.run { try TCPClient(port: ports[1]).receive(Pattern(stream: 5)) }
            let back = try await TCPClient.exchange(Pattern(stream: 4), count: 30_000, slice: 1, port: ports[0])
            #expect(back == 30_000)
            #expect(try await down == 30_000)
        }

        @Test("200 streams at once, from no byte to four megabytes each", arguments: Rekeying.allCases)
        func manyStreams(rekeying: Rekeying) async throws {
            let echo = try EchoServer()
            let sshd = try rekeying.server()
            let tunnel = try await OwnThread.run { try Tunnel(to: sshd, target: echo.port) }
            let port = tunnel.port
            let sizes = [0, 1, 2, 255, 4_096, 32_700, 32_768, 65_537, 200_000, 1 << 20]
            try await withThrowingTaskGroup(of: (want: Int, got: Int).self) { streams in
                for number in 0..<200 {
                    let count = number == 77 ? 4 << 20 : sizes[number % sizes.count]
                    streams.addTask {
                        let pattern = Pattern(stream: number)
                        return (count, try await TCPClient.exchange(pattern, count: count, port: port))
                    }
                }
                for try await stream in streams { #expect(stream.got == stream.want) }
            }
            #expect(tunnel.process.isRunning)
        }

        @Test("a reader at 10 KB/s gets all of it, and a fast one beside it too", arguments: Rekeying.allCases)
        func slowReader(rekeying: Rekeying) async throws {
            let large = 6 << 20
            let slow = try PatternServer([.send(large)], Pattern(stream: 6))
            let plenty = rekeying == .never ? 512 << 20 : 24 << 20
            let fast = try PatternServer([.send(plenty)], Pattern(stream: 7))
            let sshd = try rekeying.server()
            let tunnel = try await OwnThread.run { try ManyForwards(to: sshd, targets: [slow.port, fast.port]) }
            let ports = tunnel.ports
            let isFastDone = Watched(false)
            async let slowCount = OwnThread.run {
                let client = try TCPClient(port: ports[0])
                let reader = PacedReader(client, bytesPerSecond: 10_000)
                return try Pattern(stream: 6).check { try reader.receive(whileNot: isFastDone) }
            }
            let fastCount = try await OwnThread.run { try TCPClient(port: ports[1]).receive(Pattern(stream: 7)) }
            isFastDone.update { $0 = true }
            #expect(fastCount == plenty)
            #expect(try await slowCount == large)
        }
    }
}
