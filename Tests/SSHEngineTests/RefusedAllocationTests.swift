import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("a refused allocation")
    struct RefusedAllocationTests {
        @Test("ends the session with the reason, wherever it happens during login")
        func login() throws {
            for count in 0..<2_000 {
                var configuration = EngineConfiguration()
                configuration.memory.allocationsUntilRefusal = count
                guard let rig = try? EngineRig(configuration: configuration) else { continue }
                do { try rig.logIn() } catch {}
                if try isOver(rig, count) { return }
            }
            Issue.record("no login came through")
        }

        @Test("ends the session with the reason, wherever it happens while streams come and go")
        func streams() throws {
            for count in 0..<2_000 {
                let rig = try EngineRig.loggedIn()
                let echo = try rig.keep(EchoServer())
                try rig.ping()
                rig.engine.session.transport.budget.allocationsUntilRefusal = count
                do { try useStreams(rig, echo) } catch {}
                if try isOver(rig, count) { return }
            }
            Issue.record("no session came through")
        }

        @Test("ends the session when the limit is reached by a server's data")
        func hardLimit() throws {
            var configuration = EngineConfiguration()
            configuration.memory = MemoryBudget(softLimit: 64 << 20, hardLimit: 1 << 20)
            let rig = try EngineRig.loggedIn(configuration: configuration)
            let source = try rig.keep(SourceServer(4 << 20, ending: .hold))
            _ = try rig.open(to: source.port, reading: false)
            #expect(try rig.waitForDeath()?.code == .outOfMemory)
            #expect(rig.engine.memoryInUse < 4_096)
        }

        @Test("does not happen while the soft limit keeps windows small")
        func softLimit() throws {
            var configuration = EngineConfiguration()
            configuration.memory = MemoryBudget(softLimit: 600_000, hardLimit: 4 << 20)
            let rig = try EngineRig.loggedIn(configuration: configuration)
            let source = try rig.keep(SourceServer(1 << 20, seed: 51, ending: .halfClose))
            var ids = [try rig.open(to: source.port, window: 1 << 20, reading: false)]
            try rig.wait(for: "tight memory") { rig.engine.memoryInUse > 600_000 ? true : nil }
            for _ in 0..<10 { ids.append(try rig.open(to: source.port, window: 1 << 20, reading: false)) }
            for _ in 0..<20 { try rig.ping() }
            for id in ids { rig.perform(.setReading(id, true)) }
            for id in ids {
                #expect(Digest256.hex(of: try rig.readToEnd(id)) == Digest256.hex(seed: 51, count: 1 << 20))
            }
        }

        private func useStreams(_ rig: EngineRig, _ echo: EchoServer) throws {
            let id = try rig.open(to: echo.port)
            rig.send(Array("hello".utf8), on: id, finishing: true)
            try rig.readToEnd(id)
            let (listener, port) = try rig.listen()
            let client = try TCPClient(port: port)
            let accepted = try rig.waitForAccepted(on: listener)[0]
            try client.send("x")
            client.close()
            rig.perform(.setReading(accepted, true))
            try rig.readToEnd(accepted)
            rig.perform(.finish(accepted))
            rig.perform(.stopListening(listener))
            let program = try rig.exec("echo done")
            try rig.readToEnd(program)
            try rig.ping()
        }

        /// True if nothing was refused; else the session must have ended with the reason.
        private func isOver(_ rig: EngineRig, _ count: Int) throws -> Bool {
            let budget = rig.engine.session.transport.budget
            if !budget.wasExceeded, !rig.isDead {
                #expect(count > 30, "the sweep ended early, after \(count)")
                return true
            }
            #expect(rig.isDead, "refused after \(count): no end")
            #expect(rig.death?.code == .outOfMemory, "refused after \(count): \(String(describing: rig.death))")
            #expect(budget.libraryBytes < 256, "refused after \(count): \(budget.libraryBytes) bytes leaked")
            return false
        }
    }
}
