import Foundation
import TestSupport
import Testing

@Suite("The fault proxy does the damage that was ordered, and no other")
struct FaultProxyTests {
    @Test("an honest proxy passes both directions and their ends untouched")
    func honest() async throws {
        try await OwnThread.run {
            let echo = try EchoServer()
            let proxy = try FaultProxy(to: echo.port, toServer: FaultLane(slice: 1))
            let client = try TCPClient(port: proxy.port)
            var source = SeededBytes(seed: 1)
            let bytes = source.next(2_000)
            try client.send(bytes)
            client.finish()
            #expect(try client.receiveToEnd() == bytes)
            #expect(proxy.passedCount(.toServer) == 2_000)
        }
    }

    @Test("exactly one bit is flipped at the offset")
    func flip() async throws {
        try await OwnThread.run {
            let source = try SourceServer(1_000, seed: 5)
            let proxy = try FaultProxy(to: source.port, toClient: FaultLane(flipBitAt: 321))
            var expected = SeededBytes(seed: 5)
            var bytes = expected.next(1_000)
            bytes[321] ^= 1
            #expect(try TCPClient(port: proxy.port).receiveToEnd() == bytes)
        }
    }

    @Test("each kind of cut shows to the client as what it is", arguments: [FaultLane.Cut.close, .reset, .finish])
    func cuts(cut: FaultLane.Cut) async throws {
        try await OwnThread.run {
            let source = try SourceServer(10_000, ending: .hold)
            let proxy = try FaultProxy(to: source.port, toClient: FaultLane(cutAfter: 100, cut: cut))
            let client = try TCPClient(port: proxy.port)
            do {
                // A reset may overtake the bytes before it.
                let bytes = try client.receiveToEnd()
                #expect(cut != .reset)
                #expect(bytes.count == 100)
            } catch let error as RigError {
                #expect(cut == .reset)
                #expect(error.code == ECONNRESET)
            }
        }
    }

    @Test("a black hole holds the bytes back and gives them out on release")
    func blackHole() async throws {
        try await OwnThread.run {
            let echo = try EchoServer()
            let proxy = try FaultProxy(to: echo.port)
            let client = try TCPClient(port: proxy.port)
            try client.send("one\n")
            #expect(try client.receiveLine() == "one")
            proxy.blackHole()
            try client.send("two\n")
            #expect(throws: RigError.self) { try client.receive(upTo: 1, by: Deadline(within: .milliseconds(50))) }
            #expect(proxy.passedCount(.toServer) == 4)
            proxy.release()
            #expect(try client.receiveLine() == "two")
            proxy.cutNow(reset: true)
            #expect(throws: RigError.self) { try client.receive(upTo: 1) }
        }
    }
}
