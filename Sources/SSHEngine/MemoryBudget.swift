/// Counts the memory that one session holds and says when it is too much.
///
/// Counted are libssh2's allocations and our own stream buffers, in bytes.
package struct MemoryBudget: Equatable, Sendable {
    /// Above this many bytes streams get no more receive window than they need to stay alive; default 192 MiB.
    package var softLimit: Int
    /// Above this many bytes allocations are refused and the session ends with `.outOfMemory`; default 256 MiB.
    package var hardLimit: Int
    /// The hard limit until we are logged in: libssh2 queues unknown packets without end, and whoever sits in the middle
    /// can send them. 4 MiB; a login needs less than 300 KiB.
    static let loginLimit = 4 << 20
    private var isLoggedIn = false
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
    /// Half-way from the soft limit to the hard one: a stalled stream has to go.
    var needsRelief: Bool { softLimit < hardLimit && total > softLimit + (hardLimit - softLimit) / 2 }
    private var limit: Int { isLoggedIn ? hardLimit : min(hardLimit, Self.loginLimit) }

    /// Asks for `count` more bytes; false means that the allocator must refuse.
    mutating func admit(_ count: Int) -> Bool {
        if let left = allocationsUntilRefusal {
            guard left > 0 else {
                wasExceeded = true
                return false
            }
            allocationsUntilRefusal = left - 1
        }
        guard count <= limit, total <= limit - count else {
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
        if total > limit { wasExceeded = true }
    }

    /// From now on the limits are those of a session that carries streams.
    mutating func loggedIn() {
        isLoggedIn = true
    }

    /// Answers every request again: `session_free` spins for ever on an allocator that refuses.
    mutating func liftForTeardown() {
        hardLimit = .max
        isLoggedIn = true
        allocationsUntilRefusal = nil
    }
}
