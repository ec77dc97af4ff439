import Glibc
import Synchronization

/// A value that threads change and others wait on. The rig's only shared state.
///
/// A waiter is woken through a socket pair of its own, so that it can wait with a deadline and miss no change.
package final class Watched<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var waiters: [Int32: Descriptor] = [:]
    }

    private let state: Mutex<State>

    /// Starts with `value`.
    package init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    /// A copy of the value as it is now.
    package var value: Value { state.withLock { $0.value } }

    /// Changes the value and wakes all waiters. `change` must not block.
    @discardableResult
    package func update<T: Sendable>(_ change: (inout Value) throws -> T) rethrows -> T {
        try state.withLock { state in
            defer { for waiter in state.waiters.values { _ = Glibc.send(waiter.raw, [1], 1, Self.quietly) } }
            return try change(&state.value)
        }
    }

    /// Blocks until `pick` finds what it wants in the value.
    /// - Returns: what `pick` found, or nil when the deadline came first.
    package func wait<T: Sendable>(by deadline: Deadline, for pick: (Value) -> T?) throws -> T? {
        if let found = pick(value) { return found }
        let (near, far) = try Descriptor.pair()
        let key = near.raw
        state.withLock { $0.waiters[key] = far }
        defer { state.withLock { _ = $0.waiters.removeValue(forKey: key) } }
        while true {
            if let found = pick(value) { return found }
            guard try near.isReady(for: POLLIN, by: deadline) else { return pick(value) }
            _ = try near.read(upTo: 4_096, by: deadline)
        }
    }

    private static var quietly: Int32 { Int32(MSG_NOSIGNAL | MSG_DONTWAIT) }
}
