import TestSupport
import Testing

extension ProgramTests {
    @Suite("Either side may finish first, or leave in the middle")
    struct HalfCloseTests {
        private static let count = 3 << 20

        @Test("the client finishes first and still gets all of the answer", arguments: Rekeying.allCases)
        func clientFirst(rekeying: Rekeying) async throws {
            try await OwnThread.run {
                let pattern = Pattern(stream: 11)
                let server = try PatternServer([.take, .send(Self.count)], pattern)
                let sshd = try rekeying.server()
                let tunnel = try Tunnel(to: sshd, target: server.port)
                let client = try tunnel.connect()
                try client.send(pattern, count: Self.count)
                client.finish()
                #expect(try client.receive(pattern) == Self.count)
                let taken = try server.waitForTaken()
                #expect(taken == PatternServer.Taken(count: Self.count, trouble: nil), "\(taken)")
            }
        }

        @Test("the server finishes first and still gets all that the client sends", arguments: Rekeying.allCases)
        func serverFirst(rekeying: Rekeying) async throws {
            try await OwnThread.run {
                let pattern = Pattern(stream: 12)
                let server = try PatternServer([.send(Self.count), .finish, .take], pattern)
                let sshd = try rekeying.server()
                let tunnel = try Tunnel(to: sshd, target: server.port)
                let client = try tunnel.connect()
                #expect(try client.receive(pattern) == Self.count)
                try client.send(pattern, count: Self.count)
                client.finish()
                let taken = try server.waitForTaken()
                #expect(taken == PatternServer.Taken(count: Self.count, trouble: nil), "\(taken)")
            }
        }

        @Test("a client that has finished before its connection was open is heard", arguments: [0, 1, 100_000])
        func finishedEarly(count: Int) async throws {
            let echo = try EchoServer()
            let sshd = try SSHDFixture()
            let tunnel = try await OwnThread.run { try Tunnel(to: sshd, target: echo.port) }
            for number in 0..<20 {
                let back = try await TCPClient.exchange(Pattern(stream: number), count: count, port: tunnel.port)
                #expect(back == count)
            }
        }

        @Test("a client that closes at once after its last byte has sent all of it", arguments: Rekeying.allCases)
        func closedAtOnce(rekeying: Rekeying) async throws {
            try await OwnThread.run {
                let pattern = Pattern(stream: 13)
                let server = try PatternServer([.take], pattern)
                let sshd = try rekeying.server()
                let tunnel = try Tunnel(to: sshd, target: server.port)
                let client = try tunnel.connect()
                try client.send(pattern, count: Self.count)
                client.close()
                let taken = try server.waitForTaken()
                #expect(taken == PatternServer.Taken(count: Self.count, trouble: nil), "\(taken)")
                try server.server.waitForLive(0)
            }
        }

        @Test("the tail arrives when the server closes right after its last byte", arguments: [1, 40_000, 2_500_000])
        func tail(count: Int) async throws {
            try await OwnThread.run {
                let pattern = Pattern(stream: 14)
                let server = try PatternServer([.send(count)], pattern)
                let sshd = try SSHDFixture()
                let tunnel = try Tunnel(to: sshd, target: server.port)
                for _ in 0..<20 { #expect(try tunnel.connect().receive(pattern) == count) }
            }
        }

        @Test(
            "a client that leaves in the middle ends the server's side, and no other stream", arguments: [false, true])
        func leaving(byReset: Bool) async throws {
            try await OwnThread.run {
                let endless = try PatternServer([.send(1 << 40)], Pattern(stream: 15))
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let tunnel = try ManyForwards(to: sshd, targets: [endless.port, echo.port])
                let other = try TCPClient(port: tunnel.ports[1])
                let leaver = try TCPClient(port: tunnel.ports[0])
                _ = try leaver.receive(exactly: 1 << 20)
                if byReset { leaver.reset() } else { leaver.close() }
                try endless.server.waitForLive(0)
                try other.send("still here\n")
                #expect(try other.receiveLine() == "still here")
            }
        }

        @Test("a server that resets in the middle ends the client's side, and no other stream")
        func serverResets() async throws {
            try await OwnThread.run {
                let resetting = try PatternServer([.send(200_000), .reset], Pattern(stream: 16))
                let echo = try EchoServer()
                let sshd = try SSHDFixture()
                let tunnel = try ManyForwards(to: sshd, targets: [resetting.port, echo.port])
                let other = try TCPClient(port: tunnel.ports[1])
                let client = try TCPClient(port: tunnel.ports[0])
                // Whether this is an end or a reset is sshd's choice: it says the same for both.
                _ = try? client.receiveToEnd()
                try other.send("still here\n")
                #expect(try other.receiveLine() == "still here")
                #expect(tunnel.process.isRunning)
            }
        }
    }
}
