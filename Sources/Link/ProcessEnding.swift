import CPosix
import NIOCore

/// Ends a child process and reaps it, with patience, on an event loop. Not Sendable: confined to that loop.
final class ProcessEnding {
    private let pid: CInt
    private let loop: any EventLoop
    private let gone: EventLoopPromise<CInt>
    private var patience = Patience()
    private var hasBegun = false

    /// Completed with the status once the process is reaped.
    var ended: EventLoopFuture<CInt> { gone.futureResult }

    init(_ pid: CInt, on loop: any EventLoop) {
        self.pid = pid
        self.loop = loop
        gone = loop.makePromise()
    }

    /// Begins; harmless when done twice.
    func begin() {
        guard !hasBegun else { return }
        hasBegun = true
        look()
    }

    private func look() {
        var status: CInt = 0
        if sallyport_reap(pid, &status) != 0 { return gone.succeed(status) }
        let step = patience.next()
        if let signal = step.signal { sallyport_send_signal(pid, signal) }
        loop.assumeIsolated().scheduleTask(in: step.pause) { self.look() }
    }

    /// How long a process is waited for, and what it gets.
    struct Patience {
        private var waited: TimeAmount = .zero
        private var pause: TimeAmount = .milliseconds(2)
        private var sent = 0

        private static let ladder: [(after: TimeAmount, signal: CInt)] = [
            (.zero, CInt(1)), (.seconds(1), CInt(15)), (.seconds(3), CInt(9)),
        ]

        /// The signal that is due now, SIGHUP at once, SIGTERM after 1 s, SIGKILL after 3 s, and when to look again:
        /// after 2 ms, then twice as long each time, at most 500 ms.
        mutating func next() -> (signal: CInt?, pause: TimeAmount) {
            var signal: CInt?
            if sent < Self.ladder.count, waited >= Self.ladder[sent].after {
                signal = Self.ladder[sent].signal
                sent += 1
            }
            let pause = pause
            waited = waited + pause
            self.pause = min(pause + pause, .milliseconds(500))
            return (signal, pause)
        }
    }
}
