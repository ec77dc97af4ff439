import Glibc
import Synchronization

/// A file descriptor with one owner. It is closed when the last reference goes, so a thread that still blocks in it
/// can never meet a reused number.
package final class Descriptor: Sendable {
    private let slot: Atomic<Int32>

    /// Takes over `raw`, which nobody else may close from here on.
    package init(adopting raw: Int32) {
        slot = Atomic(raw)
    }

    deinit { close() }

    /// The number, or -1 once closed or released.
    package var raw: Int32 { slot.load(ordering: .acquiring) }

    /// Closes now. Harmless when done twice; only for an owner whose other threads are not inside a call.
    package func close() {
        let number = slot.exchange(-1, ordering: .acquiringAndReleasing)
        if number >= 0 { _ = Glibc.close(number) }
    }

    /// Gives the number away; the caller must close it.
    package func release() -> Int32 {
        slot.exchange(-1, ordering: .acquiringAndReleasing)
    }

    /// Waits for `events` of `poll(2)`; an error or hang-up counts as an event.
    /// - Returns: false when the deadline came first.
    package func isReady(for events: Int32, by deadline: Deadline) throws -> Bool {
        while true {
            var entry = pollfd(fd: raw, events: Int16(events), revents: 0)
            let count = poll(&entry, 1, deadline.pollTimeout)
            if count > 0 { return true }
            if count == 0 { return false }
            if errno != EINTR { throw RigError(system: "poll") }
        }
    }

    /// Reads what is there, at most `count` bytes; empty means end of file.
    package func read(upTo count: Int, by deadline: Deadline) throws -> [UInt8] {
        while true {
            guard try isReady(for: POLLIN, by: deadline) else { throw RigError.late("bytes to read") }
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                let got = Glibc.read(raw, buffer.baseAddress, count)
                failure = got < 0 ? errno : 0
                filled = max(got, 0)
            }
            if failure == 0 { return bytes }
            // EIO is how a pty says that its last user has gone.
            if failure == EIO { return [] }
            if failure != EINTR && failure != EAGAIN { throw RigError(system: "read", code: failure) }
        }
    }
}
