import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("listening at the server")
    struct ListenerTests {
        @Test("tells the port that the server chose, and accepts the very first connection, come as early as it may")
        func firstConnection() throws {
            let rig = try EngineRig.loggedIn()
            try rig.ping()
            rig.carrier.holdsInput = true
            let id = rig.engine.makeListenerID()
            rig.perform(.listen(id, host: "127.0.0.1", port: 0))
            // The server's answer and the first connection then reach the engine in one piece.
            try rig.waitForLog("Allocated listen port")
            let client = try TCPClient(port: try port(rig))
            try client.send("early")
            try rig.waitForLog("forwarded-tcpip")
            rig.carrier.holdsInput = false
            let stream = try rig.waitForAccepted(on: id)[0]
            #expect(try rig.events.contains(.listening(id, port: port(rig))))
            rig.perform(.setReading(stream, true))
            try rig.waitForBytes(5, on: stream)
            #expect(rig.traces[stream]?.text == "early")
            client.close()
            try rig.readToEnd(stream)
        }

        @Test("accepts the first connection of a listen that waited behind an open")
        func listenBehindOpen() throws {
            let rig = try EngineRig.loggedIn()
            let named = try rig.keep(NamedServer("x"))
            let stream = rig.startOpen(to: named.port)
            let (id, port) = try rig.listen()
            try rig.waitForOpen(stream)
            let client = try TCPClient(port: port)
            _ = try rig.waitForAccepted(on: id)
            client.close()
        }

        @Test("accepts 20 connections and carries each one's bytes both ways")
        func manyConnections() throws {
            let rig = try EngineRig.loggedIn()
            let (id, port) = try rig.listen()
            let clients = try (0..<20).map { _ in try TCPClient(port: port) }
            for (index, client) in clients.enumerated() { try client.send("client \(index)\n") }
            let streams = try rig.waitForAccepted(20, on: id)
            for stream in streams {
                rig.perform(.setReading(stream, true))
                try rig.wait(for: "a line") { rig.traces[stream]?.text.hasSuffix("\n") == true ? true : nil }
                rig.send(Array("you are \(rig.traces[stream]?.text ?? "")".utf8), on: stream, finishing: true)
            }
            for (index, client) in clients.enumerated() {
                try rig.wait(for: "the answer") { (try? client.waitForInput(by: Deadline(within: .zero))) }
                #expect(try client.receiveLine() == "you are client \(index)")
                client.close()
            }
            for stream in streams { #expect(try rig.waitForClose(stream) == nil) }
            #expect(rig.engine.streamCount == 0)
        }

        @Test("keeps every byte of an accepted stream that is read late")
        func bulk() throws {
            let rig = try EngineRig.loggedIn()
            let (id, port) = try rig.listen()
            let client = try TCPClient(port: port)
            let stream = try rig.waitForAccepted(on: id)[0]
            var source = SeededBytes(seed: 31)
            let bytes = source.next(1 << 20)
            try client.send(bytes)
            client.finish()
            try rig.ping()
            #expect(rig.received(stream) == 0)
            rig.perform(.setReading(stream, true))
            #expect(try rig.readToEnd(stream) == bytes)
            rig.perform(.finish(stream))
            #expect(try rig.waitForClose(stream) == nil)
        }

        @Test("tells that the server refuses, and the next listen is judged by its own answer")
        func refused() throws {
            let rig = try EngineRig.loggedIn(["PermitListen 127.0.0.1:1", "GatewayPorts clientspecified"])
            let id = rig.engine.makeListenerID()
            rig.perform(.listen(id, host: "127.0.0.1", port: 4_711))
            let error = try rig.wait(for: "the refusal") {
                for case .listenFailed(id, let error) in rig.events { return error }
                return SSHError?.none
            }
            #expect(error.code == .listenRefused)
            #expect(error.scope == .stream)
            try rig.ping()
        }

        @Test("stops listening, and can listen on the same port at once")
        func stop() throws {
            let rig = try EngineRig.loggedIn()
            let (first, port) = try rig.listen()
            rig.perform(.stopListening(first))
            let second = rig.engine.makeListenerID()
            rig.perform(.listen(second, host: "127.0.0.1", port: port))
            try rig.wait(for: "the second") { rig.events.contains(.listening(second, port: port)) ? true : nil }
            let client = try TCPClient(port: port)
            _ = try rig.waitForAccepted(on: second)
            client.close()
            rig.perform(.stopListening(second))
            try rig.wait(for: "the port to close") {
                (try? TCPClient(port: port)) == nil ? true : nil
            }
            try rig.ping()
        }

        @Test("can be stopped while the server has not answered yet")
        func stopWhilePending() throws {
            let rig = try EngineRig.loggedIn()
            try rig.ping()
            rig.carrier.holdsInput = true
            let id = rig.engine.makeListenerID()
            rig.perform(.listen(id, host: "127.0.0.1", port: 0))
            try rig.waitForLog("Allocated listen port")
            rig.perform(.stopListening(id))
            rig.carrier.holdsInput = false
            try rig.waitForLog("cancel-tcpip-forward")
            try rig.ping()
            #expect(throws: (any Error).self) { try TCPClient(port: port(rig)) }
        }

        @Test("ends the session when the server does not answer")
        func deadline() throws {
            let rig = try EngineRig.loggedIn()
            try rig.ping()
            rig.carrier.holdsInput = true
            rig.perform(.listen(rig.engine.makeListenerID(), host: "127.0.0.1", port: 0))
            rig.advance(by: .seconds(14))
            #expect(!rig.isDead)
            rig.advance(by: .seconds(1))
            #expect(rig.death?.code == .timedOut)
            #expect(rig.death?.operation == .listen)
        }

        @Test("works after 200 pings, whose answers must not be taken for its own")
        func afterPings() throws {
            let rig = try EngineRig.loggedIn()
            for _ in 0..<50 { try rig.ping() }
            let before = rig.engine.memoryInUse
            for _ in 0..<200 { try rig.ping() }
            #expect(rig.engine.memoryInUse - before < 512)
            for _ in 0..<5 {
                let (id, port) = try rig.listen()
                let client = try TCPClient(port: port)
                _ = try rig.waitForAccepted(on: id)
                client.close()
            }
        }

        private func port(_ rig: EngineRig) throws -> UInt16 {
            let line = try rig.sshd?.log.waitForLine(containing: "Allocated listen port") ?? ""
            return line.split(separator: " ").compactMap { UInt16($0) }.first ?? 0
        }
    }
}
