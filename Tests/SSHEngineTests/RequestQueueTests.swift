import NIOCore
import Testing
import TunnelModel

@testable import SSHEngine

@Suite("A request queue")
struct RequestQueueTests {
    private let request = StreamRequest(.exec("true"))
    private let soon = NIODeadline.uptimeNanoseconds(5)

    private func queue(_ ids: UInt64...) -> RequestQueue {
        var queue = RequestQueue()
        for id in ids { queue.append(.open(StreamID(id), request)) }
        return queue
    }

    @Test("is first in, first out over opens and listens")
    func order() {
        var queue = queue(1)
        queue.append(.listen(ListenerID(2), host: "", port: 0))
        #expect(queue.head == .open(StreamID(1), request))
        queue.finishHead()
        #expect(queue.head == .listen(ListenerID(2), host: "", port: 0))
        queue.finishHead()
        #expect(queue.head == nil)
        #expect(queue.isEmpty)
    }

    @Test("starts the clock of a request when it is asked of the server, once")
    func deadline() {
        var queue = queue(1, 2)
        #expect(queue.deadline == nil)
        queue.begin(until: soon)
        queue.begin(until: .distantFuture)
        #expect(queue.deadline == soon)
        queue.finishHead()
        #expect(queue.deadline == nil)
        #expect(queue.stage == .waiting)
    }

    @Test("keeps the clock while a program is started on the new stream")
    func program() {
        var queue = queue(1)
        queue.begin(until: soon)
        queue.startProgram()
        queue.begin(until: .distantFuture)
        #expect(queue.stage == .starting)
        #expect(queue.deadline == soon)
    }

    @Test("forgets a request that only waits at once")
    func abandonWaiting() {
        var queue = queue(1, 2)
        #expect(queue.abandon(StreamID(1)) == true)
        #expect(queue.head == .open(StreamID(2), request))
        #expect(!queue.isAbandoned)
        #expect(queue.abandon(StreamID(1)) == false)
    }

    @Test("keeps a request that was asked until its answer comes, and marks it as unwanted")
    func abandonAsked() {
        var queue = queue(1, 2)
        queue.begin(until: soon)
        #expect(queue.abandon(StreamID(1)) == true)
        #expect(queue.isAbandoned)
        #expect(queue.head == .open(StreamID(1), request))
        queue.finishHead()
        #expect(!queue.isAbandoned)
    }

    @Test("forgets listens in the same way, and never takes a stream's number for a listener's")
    func abandonListen() {
        var queue = queue(1)
        queue.append(.listen(ListenerID(1), host: "", port: 0))
        queue.begin(until: soon)
        #expect(queue.abandon(ListenerID(2)) == false)
        #expect(queue.abandon(ListenerID(1)) == true)
        #expect(!queue.isAbandoned)
        queue.append(.listen(ListenerID(3), host: "", port: 0))
        queue.finishHead()
        queue.begin(until: soon)
        #expect(queue.abandon(ListenerID(3)) == true)
        #expect(queue.isAbandoned)
    }

    @Test("tells all that was in it when it is emptied")
    func removeAll() {
        var queue = queue(1, 2)
        queue.begin(until: soon)
        #expect(queue.removeAll() == [.open(StreamID(1), request), .open(StreamID(2), request)])
        #expect(queue.isEmpty)
        #expect(queue.deadline == nil)
        #expect(queue.stage == .waiting)
    }
}
