import NIOCore
import Testing
import TunnelModel

@testable import Link

@Suite("When a lost link is tried again")
struct ReconnectPolicyTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func time(_ seconds: Int64) -> NIODeadline { Self.start + .seconds(seconds) }

    @Test("the network is tried within 1, 2, 4 s and so on, never later than 5 minutes, and never sooner than chance")
    func networkLadder() {
        var longest = ReconnectPolicy()
        var shortest = ReconnectPolicy()
        var high = Dice.highest
        var low = Dice.lowest
        let seconds = (0..<12).map { _ in
            longest.delay(after: .network, at: time(0), using: &high).nanoseconds / 1_000_000_000
        }
        #expect(seconds == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
        for _ in 0..<12 { #expect(shortest.delay(after: .network, at: time(0), using: &low) == .zero) }
    }

    @Test("a refused key waits at least a minute, a host key five, and both 15 at most")
    func longLadders() {
        for (cause, floor) in [(ReconnectCause.authentication, 60), (.hostKey, 300), (.incompatible, 60)] {
            var policy = ReconnectPolicy()
            var low = Dice.lowest
            var high = Dice.highest
            for _ in 0..<20 {
                #expect(policy.delay(after: cause, at: time(0), using: &low) == .seconds(Int64(floor)))
            }
            #expect(policy.delay(after: cause, at: time(0), using: &high) == .minutes(15))
        }
    }

    @Test("a minute of being up earns the first step again, less does not")
    func reset() {
        var policy = ReconnectPolicy()
        var dice = Dice.highest
        for _ in 0..<5 { _ = policy.delay(after: .network, at: time(0), using: &dice) }
        policy.cameUp(at: time(10))
        #expect(policy.delay(after: .network, at: time(69), using: &dice) == .seconds(32))
        policy.cameUp(at: time(100))
        #expect(policy.delay(after: .network, at: time(160), using: &dice) == .seconds(1))
    }

    @Test("each cause climbs its own ladder")
    func ownLadders() {
        var policy = ReconnectPolicy()
        var dice = Dice.highest
        for _ in 0..<5 { _ = policy.delay(after: .network, at: time(0), using: &dice) }
        #expect(policy.delay(after: .refused, at: time(0), using: &dice) == .seconds(1))
        #expect(policy.delay(after: .network, at: time(0), using: &dice) == .seconds(32))
    }

    @Test("the cause follows from the error, not from its words")
    func causes() {
        func session(_ code: SSHError.Code, _ isLoggedIn: Bool) -> ReconnectCause {
            let error = SSHError(code: code, operation: .read, scope: .session, detail: "")
            return ReconnectCause(.session(error, isLoggedIn: isLoggedIn))
        }
        #expect(ReconnectCause(.unresolved(host: "h", words: "")) == .network)
        #expect(ReconnectCause(.unreachable(host: "h", port: 1, words: "Connection refused")) == .refused)
        #expect(ReconnectCause(.unreachable(host: "h", port: 1, words: "Connection timed out")) == .network)
        #expect(ReconnectCause(.hostKeyRejected) == .hostKey)
        #expect(ReconnectCause(.permissionDenied(user: "u", host: "h", methods: [])) == .authentication)
        #expect(session(.peerClosed, false) == .refused)
        #expect(session(.peerClosed, true) == .network)
        #expect(session(.timedOut, true) == .network)
        #expect(session(.algorithmMismatch, false) == .incompatible)
        #expect(session(.notSSH, false) == .incompatible)
        #expect(session(.disconnected, false) == .authentication)
        #expect(session(.disconnected, true) == .network)
    }
}
