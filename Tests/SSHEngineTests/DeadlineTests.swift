import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

@Suite("The engine's deadlines")
struct DeadlineTests {
    @Test("end a session that gets no identification after 30 s, not before")
    func noBanner() throws {
        let rig = try silentRig()
        rig.perform(.start)
        #expect(rig.engine.nextDeadline == rig.now + .seconds(30))
        rig.advance(by: .nanoseconds(29_999_999_999))
        #expect(!rig.isDead)
        rig.advance(by: .nanoseconds(1))
        #expect(rig.death?.code == .timedOut)
        #expect(rig.death?.operation == .exchangeBanners)
        #expect(rig.death?.detail == "no SSH identification came")
        #expect(rig.engine.nextDeadline == nil)
    }

    @Test("end a session whose server goes silent in the key exchange")
    func silentKeyExchange() throws {
        let rig = try silentRig()
        rig.perform(.start)
        rig.perform(.receive(ByteBuffer(bytes: PlainPacket.opening)))
        rig.advance(by: .seconds(30))
        #expect(rig.death?.code == .timedOut)
        #expect(rig.death?.operation == .exchangeKeys)
    }

    @Test("end a session whose server sends lines now and then and no identification")
    func dripping() throws {
        let rig = try silentRig()
        rig.perform(.start)
        for _ in 0..<29 {
            rig.perform(.receive(ByteBuffer(string: "patience\r\n")))
            rig.advance(by: .seconds(1))
        }
        #expect(!rig.isDead)
        rig.advance(by: .seconds(1))
        #expect(rig.death?.code == .timedOut)
    }

    @Test("stand still while the driver is thinking about the host key")
    func waitingForDriver() throws {
        let rig = try EngineRig()
        try rig.exchangeKeys()
        rig.advance(by: .hours(24))
        #expect(!rig.isDead)
        #expect(try rig.askMethods().contains("publickey"))
    }

    @Test("end a session whose server goes silent in authentication")
    func silentAuthentication() throws {
        let rig = try EngineRig()
        try rig.exchangeKeys()
        rig.carrier.holdsInput = true
        rig.perform(.requestMethods(user: rig.user))
        rig.advance(by: .seconds(29))
        #expect(!rig.isDead)
        rig.advance(by: .seconds(1))
        #expect(rig.death?.code == .timedOut)
        #expect(rig.death?.operation == .authenticate)
    }

    @Test("count each answer of authentication anew")
    func eachAnswer() throws {
        let rig = try EngineRig()
        try rig.exchangeKeys()
        try rig.askMethods()
        rig.advance(by: .seconds(3_600))
        let key = try EngineRig.key("ed25519")
        let data = try rig.offer(key)
        rig.advance(by: .seconds(3_600))
        try rig.sign(data, with: key)
    }

    @Test("are none of an idle session's business, however far the clock jumps")
    func idle() throws {
        let rig = try EngineRig.loggedIn()
        try rig.ping()
        #expect(rig.engine.nextDeadline == nil)
        rig.advance(by: .hours(24 * 365))
        rig.perform(.timePassed)
        #expect(!rig.isDead)
        try rig.ping()
    }

    private func silentRig() throws -> EngineRig {
        try EngineRig(socket: Descriptor.pair().near)
    }
}
