import NIOCore
import Testing

@testable import SSHEngine

@Suite("A ping's state")
struct PingStateTests {
    private let since = NIODeadline.uptimeNanoseconds(5)
    private let early = NIODeadline.uptimeNanoseconds(10)
    private let late = NIODeadline.uptimeNanoseconds(20)

    @Test("bytes from the server move the deadline, not the time from which the answer is measured")
    func postponed() {
        var wanted = PingState.wanted(since: since, until: early)
        wanted.postpone(until: late)
        #expect(wanted == .wanted(since: since, until: late))
        var asked = PingState.asked(StreamID(1), since: since, until: early)
        asked.postpone(until: late)
        #expect(asked.deadline == late)
        #expect(asked.since == since)
    }

    @Test("without a ping there is no deadline to move")
    func idle() {
        var idle = PingState.idle
        idle.postpone(until: late)
        #expect(idle.deadline == nil)
    }
}
