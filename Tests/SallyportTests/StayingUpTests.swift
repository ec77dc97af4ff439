import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("A lost link is made again, and nobody has to start anything")
    struct StayingUpTests {
        private static let fast = ["-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=2"]

        /// A tunnel that stays up, through a proxy that can hurt it.
        private static func tunnel(_ sshd: SSHDFixture, _ target: UInt16, via proxy: FaultProxy) throws -> Tunnel {
            try Tunnel(to: sshd, target: target, via: proxy.port, options: fast + ["-o", "SallyportReconnect=yes"])
        }

        /// Blocks until a fresh connection through the tunnel brings the service's name.
        private static func expectName(_ name: String, through tunnel: Tunnel) throws {
            #expect(try tunnel.connect().receiveLine() == name)
        }

        @Test("a black hole is noticed, and a connection made meanwhile goes through the new session")
        func blackHole() async throws {
            try await OwnThread.run {
                let service = try NamedServer("still here")
                let sshd = try SSHDFixture()
                let proxy = try FaultProxy(to: sshd.port)
                let tunnel = try Self.tunnel(sshd, service.port, via: proxy)
                try Self.expectName("still here", through: tunnel)
                let begun = ContinuousClock.now
                proxy.blackHole()
                try tunnel.process.errors.waitForLine(containing: "Timeout, server 127.0.0.1 not responding.")
                // The promise is interval × count + 5 s; the rest is for a loaded machine.
                #expect(ContinuousClock.now - begun < .seconds(12))
                proxy.cutNow(reset: true)
                proxy.release()
                try Self.expectName("still here", through: tunnel)
                #expect(tunnel.process.isRunning)
                let pid = tunnel.process.pid
                #expect(try Self.listeners(of: pid, on: tunnel.port) == 1)
            }
        }

        @Test("a black hole in one direction only", arguments: FaultProxy.Direction.allCases)
        func halfBlackHole(direction: FaultProxy.Direction) async throws {
            try await OwnThread.run {
                let service = try NamedServer("still here")
                let sshd = try SSHDFixture()
                let proxy = try FaultProxy(to: sshd.port)
                let tunnel = try Self.tunnel(sshd, service.port, via: proxy)
                proxy.blackHole([direction])
                try tunnel.process.errors.waitForLine(containing: "Timeout, server 127.0.0.1 not responding.")
                proxy.cutNow(reset: true)
                proxy.release()
                try Self.expectName("still here", through: tunnel)
            }
        }

        @Test(
            "sshd's session killed, again and again: each time it comes back, with its remote port", arguments: [1, 3])
        func killed(times: Int) async throws {
            try await OwnThread.run {
                let service = try NamedServer("remote")
                let sshd = try SSHDFixture()
                let login = try Login(
                    .sallyport,
                    Words.login(to: sshd, options: Self.fast + ["-R", "127.0.0.1:0:127.0.0.1:\(service.port)"]))
                let line = try login.process.errors.waitForLine(containing: "Allocated port ")
                let port = try #require(UInt16(line.split(separator: " ")[2]))
                #expect(try TCPClient(port: port).receiveLine() == "remote")
                for round in 1...times {
                    sshd.signalSessions(SIGKILL)
                    try sshd.waitForConnections(round + 1)
                    try login.process.errors.waitForLine(
                        containing: "remote forward success for: listen ", count: round + 1)
                    #expect(try TCPClient(port: port).receiveLine() == "remote")
                }
            }
        }

        @Test("a server that is stopped and continued later, SIGSTOP and SIGCONT: a new session takes over")
        func stopped() async throws {
            try await OwnThread.run {
                let service = try NamedServer("still here")
                let sshd = try SSHDFixture()
                let proxy = try FaultProxy(to: sshd.port)
                let tunnel = try Self.tunnel(sshd, service.port, via: proxy)
                sshd.signalSessions(SIGSTOP)
                try sshd.waitForConnections(2)
                try Self.expectName("still here", through: tunnel)
                sshd.signalSessions(SIGCONT)
                try Self.expectName("still here", through: tunnel)
            }
        }

        @Test("a server that is away longer than a connection may wait: told why, and later connections work")
        func away() async throws {
            try await OwnThread.run {
                let service = try NamedServer("back")
                let sshd = try SSHDFixture()
                let tunnel = try Tunnel(
                    to: sshd, target: service.port,
                    options: Self.fast + ["-o", "SallyportReconnect=yes", "-o", "SallyportConnectionHold=1"])
                sshd.stop()
                try tunnel.process.errors.waitForLine(containing: "closed by remote host")
                let client = try tunnel.connect()
                #expect(throws: RigError.self) { try client.receive(exactly: 1) }
                try tunnel.process.errors.waitForLine(containing: "open failed: ")
                try sshd.listenAgain()
                try sshd.waitForConnections(2)
                try Self.expectName("back", through: tunnel)
            }
        }

        @Test("a host key that has changed meanwhile: nothing is sent to it, and it is asked again only minutes later")
        func hostKeyChanged() async throws {
            try await OwnThread.run {
                let service = try NamedServer("never")
                let sshd = try SSHDFixture()
                let proxy = try FaultProxy(to: sshd.port)
                let tunnel = try Self.tunnel(sshd, service.port, via: proxy)
                let keys = try String(contentsOfFile: sshd.knownHosts, encoding: .utf8)
                // The same server name is now known by another key: whoever answers is not who we knew.
                let changed = keys.split(separator: "\n").map { line in
                    let name = line.split(separator: " ")[0]
                    return "\(name) \((try? ThrowawayKeys.publicLine("ed25519")) ?? "")"
                }
                try sshd.folder.write(changed.joined(separator: "\n") + "\n", to: "known_hosts")
                sshd.signalSessions(SIGKILL)
                try tunnel.process.errors.waitForLine(containing: "REMOTE HOST IDENTIFICATION HAS CHANGED")
                try tunnel.process.errors.waitForLine(containing: "Connecting again in ", count: 2)
                #expect(tunnel.process.isRunning)
                #expect(sshd.log.text.components(separatedBy: "Accepted publickey").count == 2)
            }
        }

        @Test(
            "SallyportReconnect=no and ExitOnForwardFailure=yes end as ssh does",
            arguments: [
                "SallyportReconnect=no", "ExitOnForwardFailure=yes",
            ])
        func endsAsSSH(option: String) async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let service = try NamedServer("once")
                let tunnel = try Tunnel(to: sshd, target: service.port, options: ["-o", option])
                sshd.stop()
                #expect(try tunnel.process.waitForExit() == .exited(255))
                try tunnel.process.errors.waitForLine(containing: "Connection to 127.0.0.1 closed by remote host.")
            }
        }

        /// How many sockets of the process listen on the port.
        private static func listeners(of pid: pid_t, on port: UInt16) throws -> Int {
            let table = try String(contentsOfFile: "/proc/\(pid)/net/tcp", encoding: .utf8)
            let hex = String(port, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: 4 - hex.count) + hex
            return table.split(separator: "\n").filter { $0.contains(":\(padded) 00000000:0000 0A") }.count
        }
    }
}
