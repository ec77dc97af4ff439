/// Says when the next bytes are due at a given rate.
struct Pacer {
    private let start = ContinuousClock.now
    private let bytesPerSecond: Int
    private var passed = 0

    init(bytesPerSecond: Int) {
        self.bytesPerSecond = max(1, bytesPerSecond)
    }

    /// Counts `bytes` and waits until they are due; `socket` being reset or shut down ends the wait at once.
    mutating func pass(_ bytes: Int, on socket: Descriptor) throws {
        passed += bytes
        let due = start + .microseconds(passed * 1_000_000 / bytesPerSecond)
        let ahead = ContinuousClock.now.duration(to: due)
        // No events asked for: only an error or a hang-up of both directions wakes it.
        if ahead > .zero { _ = try socket.isReady(for: 0, by: Deadline(within: ahead)) }
    }
}
