import TestSupport

/// Reads a stream at a fixed pace until it is told to hurry.
final class PacedReader {
    private let client: TCPClient
    private let bytesPerSecond: Int
    private let start = ContinuousClock.now
    private var count = 0

    init(_ client: TCPClient, bytesPerSecond: Int) {
        self.client = client
        self.bytesPerSecond = bytesPerSecond
    }

    /// The next bytes: at the pace as long as `hurry` is false, then as fast as they come.
    func receive(whileNot hurry: Watched<Bool>) throws -> [UInt8] {
        let due = start + .microseconds(count * 1_000_000 / bytesPerSecond)
        let ahead = ContinuousClock.now.duration(to: due)
        let isHurried = try hurry.wait(by: Deadline(within: ahead)) { $0 ? true : nil } ?? false
        let bytes = try client.receive(upTo: isHurried ? 256 << 10 : 1_000)
        count += bytes.count
        return bytes
    }
}
