import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("No connection reaches another server than its own")
    struct MixUpTests {
        @Test("50 opens at once to 50 servers, among them some that refuse and some that answer late", arguments: 1...3)
        func manyServers(round: Int) async throws {
            let servers = try (0..<50).map { try NamedServer("server \($0) of round \(round)") }
            let nobody = try (0..<5).map { _ in try RefusedPort() }
            let othersAreServed = Watched(false)
            let late = try TCPServer { socket in
                _ = try othersAreServed.wait(by: .usual) { $0 ? true : nil }
                try socket.send("late\n".utf8)
                try socket.drain()
            }
            let sshd = try SSHDFixture()
            let targets = servers.map(\.port) + nobody.map(\.port)
            let tunnel = try await OwnThread.run { try ManyForwards(to: sshd, targets: targets + [late.port]) }
            let ports = tunnel.ports
            let waiting = try (0..<5).map { _ in try TCPClient(port: ports[targets.count]) }
            try await withThrowingTaskGroup(of: (number: Int, said: String?).self) { clients in
                for number in targets.indices.shuffled() {
                    clients.addTask {
                        try await OwnThread.run {
                            let client = try TCPClient(port: ports[number])
                            return (number, try? client.receiveLine())
                        }
                    }
                }
                for try await client in clients {
                    let expected = servers.indices.contains(client.number) ? servers[client.number].name : nil
                    #expect(client.said == expected)
                }
            }
            for server in servers { #expect(server.server.acceptedCount == 1) }
            othersAreServed.update { $0 = true }
            for client in waiting { #expect(try await OwnThread.run { try client.receiveLine() } == "late") }
        }

        @Test("opens that wait behind one that is never answered reach their own servers")
        func behindABlackHole() async throws {
            let servers = try (0..<20).map { try NamedServer("server \($0)") }
            let hole = try BlackHole()
            let echo = try EchoServer()
            let sshd = try SSHDFixture()
            let targets = servers.map(\.port) + [hole.port, echo.port]
            let tunnel = try await OwnThread.run { try ManyForwards(to: sshd, targets: targets) }
            let ports = tunnel.ports
            let first = try #require(sshd.sessionPIDs.first)
            let living = try TCPClient(port: ports[21])
            try living.send("before\n")
            #expect(try await OwnThread.run { try living.receiveLine() } == "before")
            let lost = try TCPClient(port: ports[20])
            _ = try await OwnThread.run {
                try tunnel.process.errors.waitForLine(containing: "to 127.0.0.1:\(hole.port)")
            }
            try await withThrowingTaskGroup(of: (number: Int, said: String).self) { clients in
                for number in servers.indices {
                    clients.addTask {
                        try await OwnThread.run { (number, try TCPClient(port: ports[number]).receiveLine()) }
                    }
                }
                for try await client in clients { #expect(client.said == servers[client.number].name) }
            }
            // Only the socket whose open went unanswered has failed, and the stream that was open lives on.
            #expect(try await OwnThread.run { try lost.receiveToEnd() }.isEmpty)
            try living.send("after\n")
            #expect(try await OwnThread.run { try living.receiveLine() } == "after")
            #expect(sshd.connectionCount == 2)
            // The death of the retired session takes only its own streams.
            for pid in ProcessReadings.family(of: first).reversed() { kill(pid, SIGKILL) }
            await #expect(throws: (any Error).self) { try await OwnThread.run { try living.receiveLine() } }
            let name = try await OwnThread.run { try TCPClient(port: ports[0]).receiveLine() }
            #expect(name == servers[0].name)
        }
    }
}
