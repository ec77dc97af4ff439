/// Counts the memory that one session holds and says when it is too much.
///
/// Counted are libssh2's allocations and our own stream buffers, in bytes.
package struct MemoryBudget: Equatable, Sendable {
    /// Above this many bytes streams get no more receive window than they need to stay alive; default 192 MiB.
    package var softLimit: Int
    /// Above this many bytes allocations are refused and the session ends with `.outOfMemory`; default 256 MiB.
    package var hardLimit: Int
    /// Bytes that libssh2 holds now.
    private(set) var libraryBytes = 0
    /// Bytes in our own stream buffers now.
    private(set) var bufferBytes = 0
    /// Set by the first refusal and never cleared: libssh2 may report a refusal only as "would block".
    private(set) var wasExceeded = false
    /// Allocations still answered before the next one is refused; nil: no such countdown. A test seam.
    package var allocationsUntilRefusal: Int?

    /// Starts with nothing booked.
    package init(softLimit: Int = 192 << 20, hardLimit: Int = 256 << 20, allocationsUntilRefusal: Int? = nil) {
        self.softLimit = softLimit
        self.hardLimit = hardLimit
        self.allocationsUntilRefusal = allocationsUntilRefusal
    }

    var total: Int { libraryBytes + bufferBytes }
    var isTight: Bool { total > softLimit }

    /// Asks for `count` more bytes; false means that the allocator must refuse.
    mutating func admit(_ count: Int) -> Bool {
        if let left = allocationsUntilRefusal {
            guard left > 0 else {
                wasExceeded = true
                return false
            }
            allocationsUntilRefusal = left - 1
        }
        guard count <= hardLimit, total <= hardLimit - count else {
            wasExceeded = true
            return false
        }
        return true
    }

    /// Books what the allocator gave (positive) or took back (negative).
    mutating func bookLibrary(_ change: Int) {
        libraryBytes += change
    }

    /// Books the growth (positive) or shrinkage (negative) of our own buffers.
    mutating func bookBuffers(_ change: Int) {
        bufferBytes += change
        if total > hardLimit { wasExceeded = true }
    }

    /// Answers every request again: `session_free` spins for ever on an allocator that refuses.
    mutating func liftForTeardown() {
        hardLimit = .max
        allocationsUntilRefusal = nil
    }
}
