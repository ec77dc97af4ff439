import NIOCore

@testable import SSHEngine

/// A far end that obeys the window, beside the books of `ReceiveWindow`: the simple truth that those are held to.
struct ReceiveWindowModel {
    var window: ReceiveWindow
    /// Bytes that the far side may still send.
    var credit: Int
    /// Bytes that libssh2 has and we have not read.
    var unread = 0
    /// Bytes that wait for their reader.
    var held = 0
    private var now = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private static let roundTrip = TimeAmount.milliseconds(50)

    init(target: Int, initial: Int) {
        window = ReceiveWindow(target: target, initial: initial)
        credit = initial
    }

    /// The far side sends up to `count` bytes.
    mutating func send(_ count: Int) {
        let sent = min(count, credit)
        credit -= sent
        unread += sent
    }

    /// We read up to `count` bytes as far as the window lets us.
    mutating func read(_ count: Int) {
        let taken = min(count, unread, window.readable)
        unread -= taken
        held += taken
        window.received(taken)
    }

    /// The reader takes up to `count` bytes.
    mutating func consume(_ count: Int) {
        let taken = min(count, held)
        held -= taken
        window.consumed(taken)
    }

    /// The same with a clock that goes on by `time` first; a round trip takes 50 ms.
    mutating func consume(_ count: Int, after time: TimeAmount) {
        let taken = min(count, held)
        held -= taken
        now = now + time
        window.consumed(taken, at: now, roundTrip: Self.roundTrip)
    }

    /// The far side sends all that it may, the reader takes it in pieces at once, and grants are answered.
    mutating func roundTrip(chunk: Int) {
        send(.max)
        now = now + Self.roundTrip
        while unread > 0 {
            let before = unread
            read(chunk)
            consume(.max, after: .nanoseconds(0))
            _ = window.grant(whileTight: false).map { granted($0) }
            if unread == before { break }
        }
    }

    private mutating func granted(_ count: Int) {
        window.granted(count, finished: true)
        credit += count
    }

    /// A grant is due: it is sent, or libssh2 asks to be called again. Gives the amount.
    mutating func grant(isTight: Bool, succeeds: Bool) -> Int? {
        guard let count = window.grant(whileTight: isTight) else { return nil }
        window.granted(count, finished: succeeds)
        if succeeds { credit += count }
        return count
    }
}
