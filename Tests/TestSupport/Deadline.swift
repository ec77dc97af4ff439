/// A point on the monotonic clock at which a wait fails. Every blocking call of the rig takes one.
package struct Deadline: Sendable {
    private let instant: ContinuousClock.Instant?

    /// A deadline that lies `duration` ahead of now.
    package init(within duration: Duration) {
        instant = .now.advanced(by: duration)
    }

    private init(instant: ContinuousClock.Instant?) {
        self.instant = instant
    }

    /// No deadline: for server threads, which end when their socket is shut down.
    package static let never = Deadline(instant: nil)

    /// What a test waits at most when it names nothing else: 30 s. Reached only when something is broken.
    package static var usual: Deadline { Deadline(within: .seconds(30)) }

    /// The time left as `poll(2)` wants it: milliseconds, rounded up, 0 when past, -1 for never.
    package var pollTimeout: Int32 {
        guard let instant else { return -1 }
        let left = ContinuousClock.now.duration(to: instant).components
        if left.seconds < 0 || left.attoseconds < 0 { return 0 }
        let milliseconds = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1
        return Int32(clamping: milliseconds)
    }
}
