import DequeModule
import NIOCore
import SSHTransport
import TunnelModel

/// The sessions of one link and the opens that wait for one. Confined to the link's event loop.
///
/// For now one session opens streams; one that has been retired lives on for the streams that it has.
final class SessionPool {
    /// An open that no session has taken yet.
    private struct Waiting {
        var target: Endpoint
        var originator: Endpoint
        var promise: EventLoopPromise<SSHStream>
    }

    private let loop: any EventLoop
    private let window: Int
    private let onNeed: () -> Void
    private var current: SSHConnection?
    /// Every session that is alive: the current one and those that only carry what they have.
    private var alive: [SSHConnection] = []
    private var waiting: Deque<Waiting> = []
    private var fate: (any Error)?

    /// Starts without a session; `onNeed` is called when an open finds none that opens.
    init(loop: any EventLoop, window: Int, onNeed: @escaping () -> Void) {
        self.loop = loop
        self.window = window
        self.onNeed = onNeed
    }

    /// Gives new opens to this session from now on.
    func adopt(_ connection: SSHConnection) {
        current = connection
        alive.append(connection)
        connection.ended.assumeIsolated().whenComplete { _ in
            self.alive.removeAll { $0.ended == connection.ended }
        }
        let queue = waiting
        waiting = []
        for open in queue { start(open, on: connection) }
    }

    /// The session opens nothing more; the next one is yet to come.
    func retire() {
        current = nil
    }

    /// Whether new opens go to this session.
    func isCurrent(_ connection: SSHConnection) -> Bool {
        current?.ended == connection.ended
    }

    /// Fails the opens that wait; true if older sessions still carry streams.
    func failWaiting(with error: any Error) -> Bool {
        for open in waiting { open.promise.fail(error) }
        waiting = []
        return !alive.isEmpty
    }

    /// There will be no session any more: says good-bye on those that are alive, and fails what waits.
    func end(with error: any Error) {
        fate = error
        current = nil
        for connection in alive { connection.closeNow() }
        _ = failWaiting(with: error)
    }

    func open(to target: Endpoint, from originator: Endpoint) -> EventLoopFuture<SSHStream> {
        let promise = loop.makePromise(of: SSHStream.self)
        let open = Waiting(target: target, originator: originator, promise: promise)
        if let fate {
            promise.fail(fate)
        } else if let current {
            start(open, on: current)
        } else {
            waiting.append(open)
            onNeed()
        }
        return promise.futureResult
    }

    private func start(_ open: Waiting, on connection: SSHConnection) {
        let future = connection.openDirectTCPIP(to: open.target, from: open.originator, window: window)
        future.assumeIsolated().whenComplete { result in self.finish(open, result) }
    }

    /// An open that its session could not even ask for goes to the next session.
    private func finish(_ open: Waiting, _ result: Result<SSHStream, any Error>) {
        if case .failure(let error as SSHError) = result, error.code == .sessionRetired, fate == nil {
            if let current {
                start(open, on: current)
            } else {
                waiting.append(open)
                onNeed()
            }
            return
        }
        open.promise.completeWith(result)
    }
}
