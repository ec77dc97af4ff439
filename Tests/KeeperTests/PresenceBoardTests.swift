import Keeper
import Testing
import TunnelModel

@Suite("Which devices are there")
struct PresenceBoardTests {
    private func at(_ second: Int64) -> UTCTime { UTCTime(secondsSince1970: 1_000 + second) }

    @Test("a device is dark only after the grace, once, and is back with its next hello, once")
    func darkAndBack() {
        var board = PresenceBoard(grace: TimeSpan(seconds: 60))
        #expect(board.appeared(1, at: at(0)) == nil)
        #expect(board.onlineSince(1) == at(0))
        board.vanished(1, at: at(10))
        #expect(board.onlineSince(1) == nil && board.onlineCount == 0)
        #expect(board.becomeDark(at: at(69)) == [])
        #expect(board.becomeDark(at: at(70)) == [.dark(1, since: at(10))])
        #expect(board.becomeDark(at: at(200)) == [])
        #expect(board.appeared(1, at: at(300)) == .back(1))
        #expect(board.appeared(1, at: at(301)) == nil)
        #expect(board.onlineSince(1) == at(300))
    }

    @Test("a device that comes back within the grace was never away")
    func withinGrace() {
        var board = PresenceBoard(grace: TimeSpan(seconds: 60))
        _ = board.appeared(1, at: at(0))
        board.vanished(1, at: at(10))
        #expect(board.appeared(1, at: at(60)) == nil)
        #expect(board.becomeDark(at: at(500)) == [])
    }

    @Test("who was there when the last keeper ended is waited for; who was revoked is not")
    func expected() {
        var board = PresenceBoard(grace: TimeSpan(seconds: 60))
        board.expect(1, since: at(0))
        board.expect(2, since: at(0))
        board.forget(2)
        #expect(board.becomeDark(at: at(60)) == [.dark(1, since: at(0))])
    }
}
