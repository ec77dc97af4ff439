import Foundation
import NIOCore
import SSHTransport
import TestSupport
import Testing
import TunnelModel

@testable import Link

@Suite("Through jump hosts", .serialized)
struct JumpTests {
    private static let large = 50_000_000

    @Test("50 MB come whole through two jump hosts")
    func download() async throws {
        let chain = try await Chain(3)
        let source = try SourceServer(Self.large, seed: 3)
        let connection = try await chain.make()
        let reading = try await Gauge.run(try await chain.open(source.port, over: connection)).get()
        #expect(reading.count == Self.large)
        #expect(reading.sha256 == Digest256.hex(seed: 3, count: Self.large))
        #expect(reading.fate == nil)
        await connection.close()
        try await chain.waitForSilence()
        try await chain.rig.stop()
    }

    @Test("50 MB go whole through two jump hosts")
    func upload() async throws {
        let chain = try await Chain(3)
        let sink = try SinkServer()
        let connection = try await chain.make()
        let reading = try await Gauge.run(try await chain.open(sink.port, over: connection), sending: Self.large).get()
        #expect(reading.fate == nil)
        let receipt = try await OwnThread.run { try sink.receipt() }
        #expect(receipt.count == Self.large && receipt.isOrderly)
        #expect(receipt.sha256 == Digest256.hex(seed: 7, count: Self.large))
        await connection.close()
        try await chain.rig.stop()
    }

    @Test("a stream that is finished on our side goes on receiving through a jump host")
    func halfClose() async throws {
        let chain = try await Chain(2)
        // It answers only when the other side has finished.
        let server = try TCPServer { socket in
            var count = 0
            while true {
                let bytes = try socket.read(upTo: 65_536, by: .never)
                if bytes.isEmpty { break }
                count += bytes.count
            }
            try socket.send(Array("got \(count)".utf8))
            socket.finishSending()
        }
        let connection = try await chain.make()
        let reading = try await Gauge.run(try await chain.open(server.port, over: connection), sending: 100_000).get()
        #expect(reading.sha256 == Digest256.hex(of: Array("got 100000".utf8)))
        #expect(reading.hasEnded && reading.fate == nil)
        await connection.close()
        try await chain.rig.stop()
    }

    @Test("a stream whose reader stalls does not stop another one on the same jump host")
    func stalledNeighbour() async throws {
        let chain = try await Chain(2)
        let source = try SourceServer(30_000_000, seed: 3, ending: .hold)
        let echo = try EchoServer()
        let connection = try await chain.make()
        // Nobody reads this one.
        let stalled = try await chain.open(source.port, over: connection)
        let reading = try await Gauge.run(try await chain.open(echo.port, over: connection), sending: 5_000_000).get()
        #expect(reading.sha256 == Digest256.hex(seed: 7, count: 5_000_000))
        try await connection.eventLoop.submit { stalled.reset() }.get()
        await connection.close()
        try await chain.rig.stop()
    }

    @Test("a service that reads nothing stops its own stream, costs bounded memory, and no other stream")
    func stalledService() async throws {
        let chain = try await Chain(3)
        let sink = try SinkServer(pace: .never)
        let echo = try EchoServer()
        let connection = try await chain.make()
        let stalled = Gauge.run(try await chain.open(sink.port, over: connection), sending: 200_000_000)
        let reading = try await Gauge.run(try await chain.open(echo.port, over: connection), sending: 5_000_000).get()
        #expect(reading.sha256 == Digest256.hex(seed: 7, count: 5_000_000))
        #expect(try await connection.eventLoop.submit { connection.memoryInUse }.get() < 8 << 20)
        await connection.close()
        #expect(try await stalled.get().fate != nil)
        try await chain.waitForSilence()
        try await chain.rig.stop()
    }

    @Test("three jump hosts lead to a fourth server")
    func threeHops() async throws {
        let chain = try await Chain(4)
        let echo = try EchoServer()
        let connection = try await chain.make()
        let reading = try await Gauge.run(try await chain.open(echo.port, over: connection), sending: 1_000_000).get()
        #expect(reading.sha256 == Digest256.hex(seed: 7, count: 1_000_000))
        await connection.close()
        try await chain.waitForSilence()
        try await chain.rig.stop()
    }

    @Test("when a jump host dies in the middle of a transfer, the session ends and names it", arguments: [0, 1])
    func hopDies(index: Int) async throws {
        let chain = try await Chain(3)
        let source = try SourceServer(Self.large * 10, seed: 3)
        let connection = try await chain.make()
        let progress = Watched(0)
        let reading = Gauge.run(try await chain.open(source.port, over: connection), progress: progress)
        try await OwnThread.run {
            _ = try progress.wait(by: .usual) { $0 > 1_000_000 ? true : nil }
            chain.servers[index].signalSessions(SIGKILL)
        }
        let fate = try await connection.ended.get()
        #expect(fate?.code == .peerClosed && fate?.operation == .connect)
        #expect(fate?.detail.contains("jump host 127.0.0.1 port \(chain.servers[index].port)") == true)
        #expect(try await reading.get().fate != nil)
        try await chain.waitForSilence()
        try await chain.rig.stop()
    }

    @Test("when the target goes, the jump hosts' sessions are closed")
    func targetDies() async throws {
        let chain = try await Chain(3)
        let connection = try await chain.make()
        try await OwnThread.run { chain.servers[2].signalSessions(SIGKILL) }
        #expect(try await connection.ended.get()?.code == .peerClosed)
        try await chain.waitForSilence()
        try await chain.rig.stop()
    }

    @Test("a wrong host key at the second jump host ends it before anything is said of us")
    func wrongKey() async throws {
        let chain = try await Chain(3)
        var settings = chain.settings
        settings.hops[1] = chain.rig.hop(chain.servers[1], verifier: Verdict(false))
        let error = await #expect(throws: LinkError.self) { _ = try await chain.rig.maker(settings).make() }
        #expect(error == .jump(host: "127.0.0.1", port: chain.servers[1].port, .hostKeyRejected))
        try await chain.waitForSilence()
        #expect(chain.servers[1].connectionCount == 1 && chain.servers[2].connectionCount == 0)
        #expect(!chain.servers[1].log.text.contains("userauth"))
        try await chain.rig.stop()
    }

    @Test("each failure names the server where it happened")
    func failures() async throws {
        let chain = try await Chain(2)
        let nowhere = try RefusedPort()
        let rig = chain.rig
        let first = chain.servers[0]

        var settings = chain.settings
        settings.hops[0].port = nowhere.port
        var error = await #expect(throws: LinkError.self) { _ = try await rig.maker(settings).make() }
        let refused = LinkError.unreachable(host: "127.0.0.1", port: nowhere.port, words: "Connection refused")
        #expect(error == .jump(host: "127.0.0.1", port: nowhere.port, refused))
        #expect(error?.root == refused)

        settings = chain.settings
        settings.hops[0].identities = []
        error = await #expect(throws: LinkError.self) { _ = try await rig.maker(settings).make() }
        let denied = LinkError.permissionDenied(user: first.user, host: "127.0.0.1", methods: ["publickey"])
        #expect(error == .jump(host: "127.0.0.1", port: first.port, denied))

        settings = chain.settings
        settings.port = nowhere.port
        error = await #expect(throws: LinkError.self) { _ = try await rig.maker(settings).make() }
        let words = "jump host 127.0.0.1 port \(first.port): open failed: connect failed: Connection refused"
        #expect(error == .unreachable(host: "127.0.0.1", port: nowhere.port, words: words))
        try await chain.waitForSilence()
        try await rig.stop()
    }

    @Test("cancelled at any point, it leaves nothing behind", arguments: 0..<24)
    func cancelled(after count: Int) async throws {
        let chain = try await Chain(3)
        let task = Watched<Task<Void, Never>?>(nil)
        let seen = Watched(0)
        let maker = chain.rig.maker(chain.settings) { _ in
            if seen.update({
                $0 += 1; return $0
            }) == count + 1 {
                // The task is there before the first event: it waits for that.
                _ = try? task.wait(by: .usual) { $0 }
                task.value?.cancel()
            }
        }
        let outcome = Watched<Result<Bool, any Error>?>(nil)
        let making = Task {
            do {
                let connection = try await maker.make()
                await connection.close()
                outcome.update { $0 = .success(true) }
            } catch {
                outcome.update { $0 = .failure(error) }
            }
        }
        task.update { $0 = making }
        await making.value
        if case .failure(let error) = outcome.value { #expect(error is CancellationError) }
        try await chain.waitForSilence()
        try await chain.rig.stop()
    }
}
