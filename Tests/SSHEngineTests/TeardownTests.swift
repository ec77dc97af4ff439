import NIOCore
import TestSupport
import Testing

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("teardown")
    struct TeardownTests {
        /// How far a session has come when it ends.
        enum Stage: CaseIterable, Sendable {
            case made, started, keysExchanged, methodsAsked, keyOffered, loggedIn, opening, streaming, listening
            case stopping, running, pinging
        }

        /// How it ends.
        enum Way: CaseIterable, Sendable {
            case close, peerEnded, released
        }

        @Test("frees everything, at any stage and in any way", arguments: Stage.allCases, Way.allCases)
        func stages(stage: Stage, way: Way) throws {
            for _ in 0..<2 {
                var rig: EngineRig? = try EngineRig()
                if let rig { try bring(rig, to: stage) }
                let transport = try #require(rig).engine.session.transport
                switch way {
                case .close: rig?.perform(.close)
                case .peerEnded: rig?.perform(.peerEnded("test"))
                case .released: break
                }
                if way != .released {
                    #expect(rig?.isDead == true)
                    #expect((rig?.libraryBytes ?? 0) < 256)
                }
                rig = nil
                // libssh2 up to 1.11.1 loses the host key blob of each key exchange, 51 bytes.
                #expect(transport.budget.libraryBytes < 256, "\(transport.budget.libraryBytes) bytes leaked")
            }
        }

        @Test("frees everything wherever the key exchange is cut")
        func keyExchange() throws {
            for count in stride(from: 0, to: 2_000, by: 199) {
                let rig = try EngineRig()
                rig.carrier.damage.cut = count
                do { try rig.logIn() } catch {}
                rig.perform(.peerEnded("test"))
                #expect(rig.libraryBytes < 512, "\(rig.libraryBytes) bytes leaked by a cut after \(count)")
            }
        }

        @Test("leaves no memory behind streams that came and went")
        func churn() throws {
            let rig = try EngineRig.loggedIn()
            let echo = try rig.keep(EchoServer())
            let refused = try rig.keep(RefusedPort())
            var before = 0
            for round in 0..<60 {
                let id = try rig.open(to: echo.port)
                rig.send([UInt8](repeating: 1, count: 5_000), on: id, finishing: true)
                _ = try rig.waitForFailedOpen(rig.startOpen(to: refused.port))
                try rig.readToEnd(id)
                try rig.waitForClose(id)
                rig.perform(.reset(try rig.open(to: echo.port)))
                try rig.ping()
                if round == 9 { before = rig.engine.memoryInUse }
            }
            try echo.server.waitForLive(0, moving: rig)
            #expect(rig.engine.memoryInUse - before < 1_024)
        }

        private func bring(_ rig: EngineRig, to stage: Stage) throws {
            let order = Stage.allCases.firstIndex(of: stage) ?? 0
            if order >= 1 { rig.perform(.start) }
            if order == 1 { rig.turn() }
            guard order >= 2 else { return }
            try rig.wait(for: "the host key") { rig.events.isEmpty ? nil : true }
            rig.perform(.acceptHostKey)
            guard order >= 3 else { return }
            try rig.askMethods()
            guard order >= 4 else { return }
            let key = try EngineRig.key("ed25519")
            let data = try rig.offer(key)
            guard order >= 5 else { return }
            try rig.sign(data, with: key)
            try use(rig, stage)
        }

        private func use(_ rig: EngineRig, _ stage: Stage) throws {
            switch stage {
            case .opening: _ = rig.startOpen(to: rig.keep(try BlackHole()).port)
            case .streaming:
                let id = try rig.open(to: rig.keep(SourceServer(1 << 20)).port, reading: false)
                rig.perform(.write(id, ByteBuffer(repeating: 1, count: 3 << 20)))
                try rig.ping()
            case .listening: _ = try rig.listen()
            case .stopping:
                let (id, port) = try rig.listen()
                let client = try TCPClient(port: port)
                rig.perform(.reset(try rig.waitForAccepted(on: id)[0]))
                rig.perform(.stopListening(id))
                client.close()
            case .running: _ = try rig.exec("cat")
            case .pinging: rig.perform(.ping)
            default: return
            }
        }
    }
}
