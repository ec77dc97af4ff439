import Glibc
import Synchronization

/// Keeps descriptors out of children that are spawned at the same moment by another thread.
///
/// Glibc's `accept4` and `pipe2` are hidden from Swift, so close-on-exec is set a moment after the descriptor is made.
/// Whoever makes one, and whoever spawns, holds this gate; a leaked socket would keep a connection open for ever.
package enum SpawnGate {
    private static let gate = Mutex(())

    /// Runs `body` while no other thread is inside the gate. `body` must not block.
    static func hold<T: Sendable>(_ body: () throws -> T) rethrows -> T {
        try gate.withLock { _ in try body() }
    }

    /// A pipe whose two ends are close-on-exec.
    package static func makePipe() throws -> (reader: Descriptor, writer: Descriptor) {
        try hold {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw RigError(system: "pipe") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (Descriptor(adopting: ends[0]), Descriptor(adopting: ends[1]))
        }
    }
}
