import Glibc
import Synchronization

/// Addresses of 127.64.0.0/10 that no other test of this machine uses by chance.
enum LoopbackAddress {
    private static let next = Mutex(UInt32.random(in: 0..<4_000_000))

    static func unused() -> String {
        let index = next.withLock { next in
            next = (next + 1) % 4_000_000
            return next
        }
        return "127.\(64 + (index >> 16)).\((index >> 8) & 255).\(1 + (index & 255) % 254)"
    }
}
