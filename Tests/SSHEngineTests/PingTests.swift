import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("asking for a sign of life")
    struct PingTests {
        @Test("measures by the driver's clock")
        func time() throws {
            let rig = try EngineRig.loggedIn()
            try rig.ping()
            rig.carrier.holdsInput = true
            rig.perform(.ping)
            #expect(rig.engine.nextDeadline == rig.now + .seconds(10))
            rig.advance(by: .seconds(4))
            rig.carrier.holdsInput = false
            try rig.wait(for: "the pong") { rig.events.last == .pong(.seconds(4)) ? true : nil }
            #expect(rig.engine.nextDeadline == nil)
        }

        @Test("the quickest step of a login tells what a round trip is at most")
        func roundTripOfLogin() throws {
            let rig = try EngineRig()
            try rig.exchangeKeys()
            for (waited, shortest) in [(300, 300), (70, 70), (200, 70)] {
                rig.carrier.holdsInput = true
                rig.perform(.requestMethods(user: rig.user))
                rig.advance(by: .milliseconds(Int64(waited)))
                rig.carrier.holdsInput = false
                try rig.wait(for: "the methods") { rig.engine.phase == .waitingForDriver ? true : nil }
                #expect(rig.engine.roundTrip == .milliseconds(Int64(shortest)))
            }
        }

        @Test("ends the session when no answer comes")
        func deadline() throws {
            let rig = try EngineRig.loggedIn()
            try rig.ping()
            rig.carrier.holdsInput = true
            rig.perform(.ping)
            rig.advance(by: .nanoseconds(9_999_999_999))
            #expect(!rig.isDead)
            rig.advance(by: .nanoseconds(1))
            #expect(rig.death?.code == .timedOut)
            #expect(rig.death?.operation == .ping)
        }

        @Test("works from the moment of the login, and where the server allows no session", arguments: ["10", "0"])
        func sessions(allowed: String) throws {
            let rig = try EngineRig.loggedIn(["MaxSessions \(allowed)"])
            // At once: the engine's own stream has not been answered yet.
            for _ in 0..<10 { try rig.ping() }
            let before = rig.engine.memoryInUse
            for _ in 0..<50 { try rig.ping() }
            #expect(rig.engine.memoryInUse - before < 512)
            let id = try rig.open(to: rig.keep(NamedServer("beside")).port)
            try rig.ping()
            try rig.waitForBytes(7, on: id)
        }

        @Test("asked for twice is answered once")
        func twice() throws {
            let rig = try EngineRig.loggedIn()
            rig.perform(.ping)
            rig.perform(.ping)
            try rig.wait(for: "a pong") { rig.pongs > 0 ? true : nil }
            try rig.ping()
            #expect(rig.pongs == 2)
        }

        @Test("answers the server's own probes where it allows no session and nothing is open")
        func serverProbes() throws {
            let rig = try EngineRig.loggedIn(["MaxSessions 0", "ClientAliveInterval 1", "ClientAliveCountMax 2"])
            try rig.waitForLog("for keepalive", count: 2)
            try rig.ping()
        }

        // libssh2 takes the answer to a request on one stream for a fault in a request on another.
        @Test("and starting programs do not get in each other's way")
        func beside() throws {
            let rig = try EngineRig.loggedIn()
            try rig.ping()
            rig.perform(.ping)
            let first = try rig.exec("echo first")
            let second = rig.engine.makeStreamID()
            rig.perform(.open(second, StreamRequest(.exec("echo second"))))
            try rig.wait(for: "the program's start") { rig.engine.requests.stage == .starting ? true : nil }
            rig.perform(.ping)
            try rig.waitForOpen(second)
            rig.perform(.setReading(second, true))
            #expect(String(decoding: try rig.readToEnd(first), as: UTF8.self) == "first\n")
            #expect(String(decoding: try rig.readToEnd(second), as: UTF8.self) == "second\n")
            try rig.wait(for: "the pongs") { rig.pongs == 3 ? true : nil }
        }
    }
}
