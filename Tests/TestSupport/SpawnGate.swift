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

    /// All descriptors of this process that a child would inherit, for it to close. Those of other libraries, and those
    /// that the tests themselves have inherited, are not close-on-exec. Call it inside the gate.
    static func openDescriptors() -> [Int32] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let number = Int32(name) else { continue }
            let flags = fcntl(number, F_GETFD)
            if flags >= 0 && flags & FD_CLOEXEC == 0 { found.append(number) }
        }
        return found
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
