import Glibc
import NIOCore
import SSHTransport
import TestSupport
import Testing
import TransportSupport
import TunnelModel

@testable import Forwarding

extension ForwardsOverSSHDTests {
    @Suite("A remote forward over a real sshd")
    struct RemoteForwardTests {
        @Test("30 clients at once each reach the service on this side")
        func many() async throws {
            let rig = try await ForwardingRig()
            let echo = try EchoServer()
            let port = try await rig.remote(to: .tcp(Endpoint(host: "localhost", port: echo.port)))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<30 {
                    tasks.addTask {
                        try await OwnThread.run {
                            let client = try TCPClient(port: port)
                            let mine = SeededBytes.first(5000, seed: UInt64(number))
                            try client.send(mine)
                            client.finish()
                            #expect(try client.receiveToEnd() == mine)
                        }
                    }
                }
                try await tasks.waitForAll()
            }
            #expect(try await rig.settle(after: 30) == 0)
            try await rig.stop()
        }

        @Test("16 MiB arrive unharmed in each direction, and each end is passed on")
        func bulk() async throws {
            let rig = try await ForwardingRig()
            let count = 16 << 20
            let (source, sink) = (try SourceServer(count, seed: 7, ending: .halfClose), try SinkServer())
            let down = try await rig.remote(to: .tcp(Endpoint(host: "127.0.0.1", port: source.port)))
            let up = try await rig.remote(to: .tcp(Endpoint(host: "127.0.0.1", port: sink.port)))
            try await OwnThread.run {
                let reader = try TCPClient(port: down)
                #expect(try reader.digestToEnd().hex == Digest256.hex(seed: 7, count: count))
                reader.close()
                let writer = try TCPClient(port: up)
                var bytes = SeededBytes(seed: 8)
                for _ in 0..<count / 65_536 { try writer.send(bytes.next(65_536)) }
                writer.finish()
                let receipt = try sink.receipt()
                #expect(receipt.sha256 == Digest256.hex(seed: 8, count: count) && receipt.isOrderly)
            }
            #expect(try await rig.settle(after: 2) == 0)
            try await rig.stop()
        }

        @Test("whoever never reads, client or service, costs bounded memory and slows no other connection")
        func backPressure() async throws {
            let rig = try await ForwardingRig()
            let (source, sink, echo) = (try SourceServer(256 << 20), try SinkServer(pace: .never), try EchoServer())
            let lazyClient = try await rig.remote(to: .tcp(Endpoint(host: "127.0.0.1", port: source.port)))
            let lazyService = try await rig.remote(to: .tcp(Endpoint(host: "127.0.0.1", port: sink.port)))
            let port = try await rig.remote(to: .tcp(Endpoint(host: "127.0.0.1", port: echo.port)))
            let (reader, writer) = try await OwnThread.run {
                let reader = try TCPClient(port: lazyClient)
                try reader.waitForInput()
                let writer = try TCPClient(port: lazyService)
                // Far more than both kernels' buffers, the window and our own take: it must come to a stand.
                #expect(throws: RigError.self) {
                    for _ in 0..<1000 {
                        try writer.send(SeededBytes.first(65_536, seed: 1), by: Deadline(within: .seconds(1)))
                    }
                }
                return (reader, writer)
            }
            try await OwnThread.run {
                let client = try TCPClient(port: port)
                for _ in 0..<200 {
                    try client.send(SeededBytes.first(4096, seed: 1))
                    _ = try client.receive(exactly: 4096)
                }
            }
            let connection = rig.connection
            let memory = try await connection.eventLoop.submit { connection.memoryInUse }.get()
            #expect(memory < 8 << 20)
            reader.reset()
            writer.reset()
            // What the writer sent before still waits for its service: only that one can end this connection.
            sink.server.stop()
            #expect(try await rig.settle(after: 3) == 0)
            try await rig.stop()
        }

        @Test("a service that sends and closes at once is read to its end, every time")
        func quickService() async throws {
            let rig = try await ForwardingRig()
            let source = try SourceServer(100)
            let port = try await rig.remote(to: .tcp(Endpoint(host: "127.0.0.1", port: source.port)))
            try await OwnThread.run {
                for _ in 0..<200 {
                    let client = try TCPClient(port: port)
                    #expect(try client.receiveToEnd() == SeededBytes.first(100, seed: 1))
                }
            }
            #expect(try await rig.settle(after: 200) == 0)
            try await rig.stop()
        }

        @Test("a target that refuses closes the connection and is told, and the next connection is taken")
        func refused() async throws {
            let rig = try await ForwardingRig()
            let dead = try RefusedPort()
            let target = Endpoint(host: "localhost", port: dead.port)
            let port = try await rig.remote(to: .tcp(target))
            for _ in 0..<2 {
                try await OwnThread.run {
                    let client = try TCPClient(port: port)
                    #expect(((try? client.receiveToEnd()) ?? []).isEmpty)
                }
            }
            #expect(try await rig.settle(after: 2) == 0)
            let failures = rig.events.value.filter { if case .dialFailed = $0 { true } else { false } }
            let failure = ForwardEvent.dialFailed(number: 0, to: .tcp(target), .unreachable(ECONNREFUSED))
            #expect(failures == [failure, failure])
            try await rig.stop()
        }

        @Test("a name without an address is told in the resolver's words")
        func unresolved() async throws {
            let rig = try await ForwardingRig()
            let port = try await rig.remote(to: .tcp(Endpoint(host: "nowhere.invalid", port: 80)))
            try await OwnThread.run { _ = try? TCPClient(port: port).receiveToEnd() }
            let words = try await rig.event { event in
                if case .dialFailed(0, _, .unresolved(let words)) = event { words } else { nil }
            }
            #expect(!words.isEmpty)
            #expect(try await rig.settle(after: 1) == 0)
            try await rig.stop()
        }

        @Test("a Unix socket is a target, and one that is not there is told as such")
        func unix() async throws {
            let rig = try await ForwardingRig()
            let echo = try EchoServer()
            let folder = try TemporaryFolder()
            let path = folder.path("service")
            let socat = try ChildProcess(
                "/usr/bin/socat", ["-d", "-d", "UNIX-LISTEN:\(path),fork", "TCP4:127.0.0.1:\(echo.port)"])
            try await OwnThread.run { _ = try socat.errors.waitForLine(containing: "listening on", by: .usual) }
            let port = try await rig.remote(to: .unix(path))
            try await OwnThread.run {
                let client = try TCPClient(port: port)
                try client.send("by way of a file")
                client.finish()
                #expect(try client.receiveToEnd() == Array("by way of a file".utf8))
            }
            let missing = try await rig.remote(to: .unix(folder.path("nothing")))
            try await OwnThread.run { _ = try? TCPClient(port: missing).receiveToEnd() }
            #expect(try await rig.settle(after: 2) == 0)
            let wanted = ForwardEvent.dialFailed(number: 0, to: .unix(folder.path("nothing")), .unreachable(ENOENT))
            #expect(rig.events.value.contains(wanted))
            socat.close()
            try await rig.stop()
        }

        @Test("an address that does not answer is given up when its time has passed")
        func silence() async throws {
            let rig = try await ForwardingRig()
            let hole = try BlackHole()
            let dialer = LocalDialer(
                loop: rig.connection.eventLoop, resolver: rig.forwarder.resolver, family: .any,
                timeout: .milliseconds(100))
            let target = Endpoint(host: "127.0.0.1", port: hole.port)
            let dialled = dialer.connect(to: target) { $0.eventLoop.makeSucceededVoidFuture() }
            await #expect(throws: DialFailure.unreachable(ETIMEDOUT)) { try await dialled.get() }
            try await rig.stop()
        }

        @Test("a lost link resets the sockets of this side")
        func lost() async throws {
            let rig = try await ForwardingRig()
            let sink = try SinkServer()
            let port = try await rig.remote(to: .tcp(Endpoint(host: "127.0.0.1", port: sink.port)))
            let client = try await OwnThread.run {
                let client = try TCPClient(port: port)
                try client.send("half a message")
                try sink.waitForBytes(14)
                rig.transport.sshd.signalSessions(SIGKILL)
                return client
            }
            let receipt = try await OwnThread.run { try sink.receipt() }
            #expect(!receipt.isOrderly)
            #expect(try await rig.settle(after: 1) == 0)
            client.close()
            try await rig.stop()
        }
    }
}
