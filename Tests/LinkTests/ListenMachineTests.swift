import NIOCore
import Testing

@testable import Link

@Suite("Remote listeners through reconnects")
struct ListenMachineTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private let first = SessionID(number: 1)
    private let second = SessionID(number: 2)

    private func time(_ seconds: Int64) -> NIODeadline { Self.start + .seconds(seconds) }

    @Test("a listener is asked for once, and again on the next session when its own is over")
    func asksAnew() {
        var machine = ListenMachine(port: 80, retries: true)
        #expect(machine.session(first) == .ask(first, port: 80))
        #expect(machine.session(first) == nil)
        machine.granted(80, by: first)
        #expect(machine.session(second) == nil)
        machine.ended(first)
        #expect(machine.session(second) == .ask(second, port: 80))
    }

    @Test("port 0 asks for the port that it had, and for any if that is refused")
    func keepsItsPort() {
        var machine = ListenMachine(port: 0, retries: true)
        #expect(machine.session(first) == .ask(first, port: 0))
        machine.granted(40_000, by: first)
        machine.ended(first)
        #expect(machine.session(second) == .ask(second, port: 40_000))
        #expect(machine.refused(by: second, at: time(0)) == .ask(second, port: 0))
        machine.granted(40_001, by: second)
        machine.ended(second)
        #expect(machine.session(first) == .ask(first, port: 40_001))
    }

    @Test("a refusal is asked about again every 5 s, after 130 s every minute")
    func pauses() {
        var machine = ListenMachine(port: 80, retries: true)
        _ = machine.session(first)
        #expect(machine.refused(by: first, at: time(0)) == .wait(.seconds(5)))
        #expect(machine.session(first) == .ask(first, port: 80))
        #expect(machine.refused(by: first, at: time(129)) == .wait(.seconds(5)))
        _ = machine.session(first)
        #expect(machine.refused(by: first, at: time(130)) == .wait(.seconds(60)))
        _ = machine.session(first)
        machine.granted(80, by: first)
        machine.ended(first)
        _ = machine.session(second)
        #expect(machine.refused(by: second, at: time(900)) == .wait(.seconds(5)))
    }

    @Test("without retries a refusal is the end of it")
    func noRetries() {
        var machine = ListenMachine(port: 80, retries: false)
        _ = machine.session(first)
        #expect(machine.refused(by: first, at: time(0)) == nil)
        #expect(machine.session(second) == nil)
    }

    @Test("the answer of a session that is over counts for nothing")
    func lateAnswer() {
        var machine = ListenMachine(port: 80, retries: true)
        _ = machine.session(first)
        machine.ended(first)
        _ = machine.session(second)
        machine.granted(80, by: first)
        #expect(machine.refused(by: first, at: time(0)) == nil)
        machine.granted(80, by: second)
        machine.ended(first)
        #expect(machine.session(first) == nil)
    }
}
