import Foundation
import TestSupport
import Testing

@Suite("The rig's servers and ports behave as named")
struct ServerRigTests {
    @Test("a source sends its seed's bytes on either loopback", arguments: [Loopback.v4, .v6])
    func source(family: Loopback) async throws {
        try await OwnThread.run {
            let source = try SourceServer(5_000, seed: 9, ending: .halfClose, slice: 7, family)
            let digest = try TCPClient(port: source.port, family).digestToEnd()
            #expect(digest.count == 5_000)
            #expect(digest.hex == Digest256.hex(seed: 9, count: 5_000))
        }
    }

    @Test("a source that resets does so after its bytes")
    func sourceReset() async throws {
        try await OwnThread.run {
            let source = try SourceServer(10, ending: .reset)
            let client = try TCPClient(port: source.port)
            _ = try client.receive(exactly: 10)
            try client.send([0])
            let error = #expect(throws: RigError.self) { try client.receiveToEnd() }
            #expect(error?.code == ECONNRESET)
        }
    }

    @Test("a named server says its name")
    func named() async throws {
        try await OwnThread.run {
            let server = try NamedServer("cam-42")
            #expect(try TCPClient(port: server.port).receiveLine() == "cam-42")
            try server.server.waitForLive(0)
        }
    }

    @Test("a sink tells an orderly end from a reset, and a slow one takes its time")
    func sinks() async throws {
        try await OwnThread.run {
            let slow = try SinkServer(pace: .bytesPerSecond(100_000))
            let client = try TCPClient(port: slow.port)
            let start = ContinuousClock.now
            try client.send([UInt8](repeating: 1, count: 20_000))
            client.finish()
            #expect(try slow.receipt().isOrderly)
            #expect(ContinuousClock.now - start > .milliseconds(150))
            let other = try TCPClient(port: slow.port)
            try other.send([1])
            try slow.waitForBytes(20_001)
            other.reset()
            #expect(try slow.receipt(1).isOrderly == false)
        }
    }

    @Test("a refused port refuses, a black hole does not answer")
    func unreachable() async throws {
        try await OwnThread.run {
            let refused = try RefusedPort()
            let error = #expect(throws: RigError.self) { try TCPClient(port: refused.port) }
            #expect(error?.code == ECONNREFUSED)
            let hole = try BlackHole()
            let late = #expect(throws: RigError.self) {
                try TCPClient(port: hole.port, by: Deadline(within: .milliseconds(100)))
            }
            #expect(late?.code == 0)
        }
    }

    @Test("a server that is stopped refuses, and serves again on the same port")
    func restart() async throws {
        try await OwnThread.run {
            let echo = try EchoServer()
            let first = try TCPClient(port: echo.port)
            // A connection that still waits in the queue of a listener dies with the listener.
            try echo.server.waitForAccepted(1)
            echo.server.stopListening()
            #expect(throws: RigError.self) { try TCPClient(port: echo.port) }
            try first.send([1])
            #expect(try first.receive(exactly: 1) == [1])
            try echo.server.listenAgain()
            let second = try TCPClient(port: echo.port)
            try second.send([2])
            #expect(try second.receive(exactly: 1) == [2])
        }
    }

    @Test("a scripted peer plays its part")
    func scripted() async throws {
        try await OwnThread.run {
            let peer = try ScriptedPeer([.receive(3), .send([7, 8]), .finish, .receiveAll])
            let client = try TCPClient(port: peer.port)
            try client.send([1, 2, 3, 4])
            #expect(try client.receiveToEnd() == [7, 8])
            client.finish()
            try peer.server.waitForLive(0)
            #expect(peer.receivedBytes == [1, 2, 3, 4])
            let endless = try ScriptedPeer(ScriptedPeer.endlessBanner)
            #expect(try TCPClient(port: endless.port).receive(exactly: 100_000).count == 100_000)
        }
    }

    @Test("bytes of a seed do not depend on how they are cut, and SHA-256 is SHA-256")
    func bytes() {
        var whole = SeededBytes(seed: 4)
        var cut = SeededBytes(seed: 4)
        #expect(whole.next(100) == cut.next(1) + cut.next(2) + cut.next(13) + cut.next(84))
        #expect(
            Digest256.hex(of: Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
