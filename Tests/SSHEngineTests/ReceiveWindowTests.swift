import NIOCore
import Testing

@testable import SSHEngine

@Suite("A receive window")
struct ReceiveWindowTests {
    @Test("keeps its bounds against any order of events", arguments: UInt64(1)...20)
    func bounds(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let initial = seed.isMultiple(of: 2) ? ReceiveWindow.initial : ReceiveWindow.initialOfAccepted
        let target = Int.random(in: initial...initial + 4 << 20, using: &random)
        var model = ReceiveWindowModel(target: target, initial: initial)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...200_000, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: model.send(count)
            case 1: model.read(count)
            case 2: model.consume(count, after: .milliseconds(Int64.random(in: 0...60, using: &random)))
            default: _ = model.grant(isTight: Bool.random(using: &random), succeeds: Bool.random(using: &random))
            }
            #expect(model.window.open + model.window.held <= max(target, initial))
            #expect(model.window.open == model.credit + model.unread)
            #expect(model.window.held == model.held)
            #expect(model.window.open >= model.window.floor || model.window.readable == 0)
            #expect(model.window.open >= model.window.floor)
        }
    }

    @Test("lets a reader that keeps up have everything", arguments: [2_048, 65_536, 2 << 20])
    func flows(target: Int) {
        var model = ReceiveWindowModel(target: target, initial: ReceiveWindow.initial)
        var total = 0
        for _ in 0..<10_000 where total < 8 << 20 {
            model.send(32_768)
            let before = model.unread
            model.read(.max)
            total += before - model.unread
            model.consume(.max)
            _ = model.grant(isTight: false, succeeds: true)
        }
        #expect(total >= min(8 << 20, 10_000 * (target / 4)), "only \(total) bytes in 10,000 rounds")
    }

    @Test("grants nothing to a reader that takes nothing, once its target is held")
    func stalls() {
        var model = ReceiveWindowModel(target: 65_536, initial: ReceiveWindow.initial)
        var granted = 0
        for _ in 0..<100 {
            model.send(.max)
            model.read(.max)
            granted += model.grant(isTight: false, succeeds: true) ?? 0
        }
        #expect(model.held + model.unread <= 65_536)
        #expect(granted <= 65_536)
    }

    @Test("is never read below the floor at which libssh2 would refund by itself")
    func floor() {
        var model = ReceiveWindowModel(target: 65_536, initial: 2_048)
        model.send(2_048)
        model.read(.max)
        #expect(model.window.open == 1_536)
        #expect(model.window.readable == 0)
        #expect(model.unread == 1_536)
    }

    @Test("grants all of its first ceiling at once when a stream begins")
    func firstGrant() {
        let window = ReceiveWindow(target: 8 << 20, initial: 2_048)
        #expect(window.grant(whileTight: false) == (2 << 20) - 2_048)
    }

    @Test("repeats an unfinished grant with the same amount, whatever happens meanwhile")
    func unfinished() {
        var model = ReceiveWindowModel(target: 1 << 20, initial: 2_048)
        let first = model.grant(isTight: false, succeeds: false)
        model.send(2_048)
        model.read(.max)
        model.consume(.max)
        #expect(first != nil)
        #expect(model.grant(isTight: true, succeeds: false) == first)
        #expect(model.grant(isTight: false, succeeds: true) == first)
        #expect(model.window.unfinishedGrant == nil)
    }

    @Test("is opened only a little while memory is tight")
    func tight() {
        let window = ReceiveWindow(target: 8 << 20, initial: 2_048)
        #expect(window.grant(whileTight: true) == (64 << 10) + 1_536 - 2_048)
    }

    @Test("grows to its target within two round trips where the reader takes all that comes")
    func growsOnLongLinks() {
        var model = ReceiveWindowModel(target: 8 << 20, initial: ReceiveWindow.initial)
        _ = model.grant(isTight: false, succeeds: true)
        for _ in 0..<2 { model.roundTrip(chunk: 32_768) }
        #expect(model.window.ceiling == 8 << 20)
        #expect(model.window.open == 8 << 20)
    }

    @Test("stays as it begins where a quarter of it takes longer than a round trip")
    func staysOnShortLinks() {
        var model = ReceiveWindowModel(target: 8 << 20, initial: ReceiveWindow.initial)
        for _ in 0..<1_000 {
            _ = model.grant(isTight: false, succeeds: true)
            model.send(256 << 10)
            model.read(.max)
            // An eighth of the first ceiling in each round trip of 50 ms.
            model.consume(.max, after: .milliseconds(51))
        }
        #expect(model.window.ceiling == ReceiveWindow.firstCeiling.upperBound)
    }

    @Test("gives a reader that has stalled no more than it began with")
    func beginsAnew() {
        var model = ReceiveWindowModel(target: 8 << 20, initial: ReceiveWindow.initial)
        _ = model.grant(isTight: false, succeeds: true)
        for _ in 0..<3 { model.roundTrip(chunk: 32_768) }
        model.send(.max)
        model.read(.max)
        #expect(model.window.ceiling == ReceiveWindow.firstCeiling.upperBound)
        while model.held > 2 << 20 {
            #expect(model.grant(isTight: false, succeeds: true) == nil)
            model.consume(65_536, after: .milliseconds(100))
        }
    }

    @Test("begins with all of ssh's window beside few streams, and with less beside many")
    func firstCeiling() {
        #expect(ReceiveWindow.firstCeiling(beside: 0) == 2 << 20)
        #expect(ReceiveWindow.firstCeiling(beside: 5) == 2 << 20)
        #expect(ReceiveWindow.firstCeiling(beside: 11) == 1 << 20)
        #expect(ReceiveWindow.firstCeiling(beside: 10_000) == 256 << 10)
        let all = (0..<100).map { ReceiveWindow.firstCeiling(beside: $0) }
        // A session that may have three others is relieved above 56 MiB.
        #expect(all.reduce(0, +) < 52 << 20)
    }

    @Test("has a target of at least its initial size")
    func smallTarget() {
        #expect(ReceiveWindow(target: 1, initial: 2_048).target == 2_048)
    }
}
