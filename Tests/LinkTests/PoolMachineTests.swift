import NIOCore
import Settings
import Testing

@testable import Link

@Suite("Which session opens which stream, and how many sessions there are")
struct PoolMachineTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func time(_ milliseconds: Int64) -> NIODeadline { Self.start + .milliseconds(milliseconds) }
    private func session(_ number: Int) -> SessionID { SessionID(number: number) }
    private func opens(_ numbers: ClosedRange<UInt64>) -> [OpenID] { numbers.map { OpenID(number: $0) } }

    private func machine(_ count: SessionCount = .auto) -> PoolMachine {
        PoolMachine(count: count, hold: .seconds(10), at: Self.start)
    }

    /// A machine with one session, whose login took 100 ms.
    private func upMachine(_ count: SessionCount = .auto, roundTrip: TimeAmount = .microseconds(200)) -> PoolMachine {
        var machine = machine(count)
        _ = machine.adopted(session(1), loginTime: .milliseconds(100), wasGrown: false, at: time(0))
        _ = machine.measured(roundTrip: roundTrip, at: time(0))
        return machine
    }

    /// Counts the `.grow` actions.
    private func growths(_ actions: [PoolAction]) -> Int { actions.count { $0 == .grow } }

    @Test("one session has one open under way, and the others wait in their order")
    func oneAtATime() {
        var machine = upMachine()
        let ids = opens(1...3)
        #expect(machine.open(ids[0], at: time(1)) == [.start(ids[0], on: session(1))])
        #expect(machine.open(ids[1], at: time(1)) == [])
        #expect(machine.open(ids[2], at: time(1)) == [])
        #expect(machine.answered(on: session(1), at: time(2)) == [.start(ids[1], on: session(1))])
        #expect(machine.answered(on: session(1), at: time(3)) == [.start(ids[2], on: session(1))])
    }

    @Test(
        "a login tells whether a link is long, unless the server's own work may have made it look so",
        arguments: [(3, 3), (19, 19), (20, nil), (39, nil), (40, 40), (200, 200)] as [(Int64, Int64?)])
    func roundTripFromLogin(time: Int64, told: Int64?) {
        let certain = PoolMachine.roundTrip(fromLogin: .milliseconds(time))
        #expect(certain == told.map { .milliseconds($0) })
    }

    @Test("opens wait for the link and are served in their order, those first whose time is not over")
    func held() {
        var machine = machine()
        let ids = opens(1...3)
        for (index, id) in ids.enumerated() { #expect(machine.open(id, at: time(Int64(index) * 1_000)) == []) }
        #expect(machine.nextLook(at: time(3_000)) == time(10_000))
        #expect(machine.timePassed(at: time(10_000)) { _ in 0 } == [.expire(ids[0])])
        let adopted = machine.adopted(session(1), loginTime: .seconds(1), wasGrown: false, at: time(10_500))
        #expect(adopted == [.start(ids[1], on: session(1))])
        #expect(machine.waitingCount == 1)
    }

    @Test("while the link is up nobody's time runs out, and it begins when the link is lost")
    func holdBeginsAtLoss() {
        var machine = upMachine(.fixed(1))
        let ids = opens(1...2)
        _ = machine.open(ids[0], at: time(0))
        _ = machine.open(ids[1], at: time(0))
        #expect(machine.timePassed(at: time(60_000)) { _ in 0 } == [])
        #expect(machine.ended(session(1), at: time(60_000)) == [.lose])
        #expect(machine.timePassed(at: time(69_999)) { _ in 0 } == [])
        #expect(machine.timePassed(at: time(70_000)) { _ in 0 } == [.expire(ids[1])])
    }

    @Test("only so many opens wait for a lost link; the oldest keep their places")
    func bounded() {
        var machine = machine()
        let limit = UInt64(PoolMachine.waitingLimit)
        for id in opens(1...limit) { #expect(machine.open(id, at: time(0)) == []) }
        let late = OpenID(number: limit + 1)
        #expect(machine.open(late, at: time(0)) == [.refuse(late)])
        #expect(machine.waitingCount == PoolMachine.waitingLimit)
    }

    @Test("on loopback 32 opens at once are not worth a login")
    func loopbackStays() {
        var machine = upMachine()
        var grown = 0
        for id in opens(1...32) { grown += growths(machine.open(id, at: time(1))) }
        for step in 1...32 { grown += growths(machine.answered(on: session(1), at: time(1 + Int64(step) / 2))) }
        #expect(grown == 0)
        #expect(machine.nextLook(at: time(20)) == nil)
    }

    @Test("so many opens that the last waits longer than a login takes are worth one more session at a time")
    func shortLinkGrows() {
        var machine = upMachine()
        for (step, id) in opens(1...8).enumerated() {
            _ = machine.open(id, at: time(Int64(step) * 5))
            _ = machine.answered(on: session(1), at: time(Int64(step) * 5 + 5))
        }
        var grown = 0
        for id in opens(9...108) { grown += growths(machine.open(id, at: time(40))) }
        #expect(grown == 1)
        let adopted = machine.adopted(session(2), loginTime: .milliseconds(80), wasGrown: true, at: time(120))
        #expect(adopted.contains(.start(OpenID(number: 10), on: session(2))))
        #expect(growths(adopted) == 1)
    }

    @Test("an open that waits behind a silent host gets a session of its own")
    func behindSilentHost() {
        var machine = upMachine()
        let ids = opens(1...2)
        _ = machine.open(ids[0], at: time(0))
        #expect(machine.open(ids[1], at: time(10)) == [])
        #expect(machine.nextLook(at: time(10)) == time(150))
        #expect(machine.timePassed(at: time(150)) { _ in 0 } == [.grow])
        let adopted = machine.adopted(session(2), loginTime: .milliseconds(90), wasGrown: true, at: time(250))
        #expect(adopted == [.start(ids[1], on: session(2))])
    }

    @Test("a long link is filled right after the login, and a burst is spread over it")
    func longLinkIsWarm() {
        var machine = machine()
        _ = machine.adopted(session(1), loginTime: .milliseconds(500), wasGrown: false, at: time(0))
        #expect(growths(machine.measured(roundTrip: .milliseconds(50), at: time(0))) == 3)
        for number in 2...4 {
            _ = machine.adopted(session(number), loginTime: .milliseconds(500), wasGrown: true, at: time(500))
        }
        let started = opens(1...6).flatMap { machine.open($0, at: time(1_000)) }
        #expect(started == opens(1...4).enumerated().map { .start($1, on: session($0 + 1)) })
    }

    @Test("a long link shrinks after ten minutes without need, and the next open fills it again")
    func longLinkShrinks() {
        var machine = upMachine(roundTrip: .milliseconds(50))
        for number in 2...4 {
            _ = machine.adopted(session(number), loginTime: .milliseconds(500), wasGrown: true, at: time(0))
        }
        #expect(machine.timePassed(at: time(599_999)) { _ in 0 } == [])
        #expect(machine.nextLook(at: time(599_999)) == time(600_000))
        #expect(machine.timePassed(at: time(600_000)) { _ in 0 } == [2, 3, 4].map { .close(session($0)) })
        let id = OpenID(number: 1)
        let actions = machine.open(id, at: time(700_000))
        #expect(actions.first == .start(id, on: session(1)))
        #expect(growths(actions) == 3)
    }

    @Test("a session with streams stays, and so does the first one, which has the listeners")
    func idleSessionsGo() {
        var machine = upMachine()
        _ = machine.adopted(session(2), loginTime: .milliseconds(90), wasGrown: true, at: time(0))
        _ = machine.adopted(session(3), loginTime: .milliseconds(90), wasGrown: true, at: time(0))
        let streams: (SessionID) -> Int = { $0.number == 3 ? 1 : 0 }
        #expect(machine.timePassed(at: time(61_000), streams: streams) == [.close(session(2))])
        #expect(machine.timePassed(at: time(90_000)) { _ in 0 } == [])
        #expect(machine.timePassed(at: time(150_001)) { _ in 0 } == [.close(session(3))])
        #expect(machine.activeSessions == [session(1)])
        #expect(machine.nextLook(at: time(150_001)) == nil)
    }

    @Test("of the free sessions the one with the fewest streams is taken")
    func fewestStreams() {
        var machine = upMachine()
        _ = machine.adopted(session(2), loginTime: .milliseconds(90), wasGrown: true, at: time(0))
        machine.countStreams(at: time(1)) { $0.number == 1 ? 5 : 0 }
        let id = OpenID(number: 1)
        #expect(machine.open(id, at: time(1)) == [.start(id, on: session(2))])
    }

    @Test("a session that cannot be made is not tried for again before 30 s have passed, then 60 s")
    func failedGrowth() {
        var machine = upMachine(roundTrip: .milliseconds(50))
        for _ in 0..<3 { #expect(machine.growthFailed(at: time(1_000)) == []) }
        #expect(growths(machine.open(OpenID(number: 1), at: time(30_000))) == 0)
        let late = machine.answered(on: session(1), at: time(1_000 + 30_000 * 16))
        #expect(growths(late) == 3)
    }

    @Test("a fixed number of sessions is kept, and filled up when one is lost")
    func fixed() {
        var machine = machine(.fixed(3))
        let adopted = machine.adopted(session(1), loginTime: .seconds(1), wasGrown: false, at: time(0))
        #expect(growths(adopted) == 2)
        _ = machine.adopted(session(2), loginTime: .seconds(1), wasGrown: true, at: time(0))
        _ = machine.adopted(session(3), loginTime: .seconds(1), wasGrown: true, at: time(0))
        #expect(machine.timePassed(at: time(10_000_000)) { _ in 0 } == [])
        #expect(growths(machine.ended(session(2), at: time(10_000_000))) == 1)
        let surplus = machine.adopted(session(5), loginTime: .seconds(1), wasGrown: true, at: time(10_000_001))
        #expect(surplus == [])
        let more = machine.adopted(session(6), loginTime: .seconds(1), wasGrown: false, at: time(10_000_001))
        #expect(more == [.close(session(6))])
    }

    @Test("an open that a dying session did not take is the first on the next")
    func returned() {
        var machine = upMachine(.fixed(1))
        let ids = opens(1...2)
        _ = machine.open(ids[0], at: time(0))
        _ = machine.open(ids[1], at: time(0))
        #expect(machine.returned(ids[0], from: session(1), at: time(1)) == [])
        #expect(machine.ended(session(1), at: time(1)) == [.lose])
        let adopted = machine.adopted(session(2), loginTime: .seconds(1), wasGrown: false, at: time(5))
        #expect(adopted == [.start(ids[0], on: session(2))])
    }

    @Test("a retired session is replaced if it was the last that opens, and its end is no loss")
    func retirement() {
        var machine = upMachine()
        #expect(machine.retire(session(1), at: time(1)) == [.replace])
        #expect(!machine.isUp)
        _ = machine.adopted(session(2), loginTime: .seconds(1), wasGrown: false, at: time(2))
        #expect(machine.ended(session(1), at: time(3)) == [])
        #expect(machine.isUp)
        #expect(machine.ended(session(2), at: time(3)) == [.lose])
    }

    @Test("the next open asks again for a replacement that could not be had")
    func replacementFailed() {
        var machine = upMachine()
        _ = machine.retire(session(1), at: time(1))
        machine.replacementFailed()
        #expect(machine.open(OpenID(number: 1), at: time(2)) == [.replace])
        #expect(machine.open(OpenID(number: 2), at: time(2)) == [])
    }

    @Test("with too many retired sessions none is made until one of them is over")
    func retiredLimit() {
        var machine = upMachine(.fixed(1))
        for number in 1...PoolMachine.retiredLimit {
            #expect(machine.retire(session(number), at: time(1)) == [.replace])
            _ = machine.adopted(session(number + 1), loginTime: .seconds(1), wasGrown: false, at: time(2))
        }
        let last = session(PoolMachine.retiredLimit + 1)
        #expect(machine.retire(last, at: time(3)) == [])
        #expect(machine.open(OpenID(number: 1), at: time(3)) == [])
        #expect(machine.ended(session(1), at: time(4)) == [.replace])
    }
}
