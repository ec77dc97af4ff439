import Synchronization

/// Calls something once, however often it is reached, from whichever thread.
final class Readiness: Sendable {
    private let isReached = Atomic(false)
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    func reached() {
        if !isReached.exchange(true, ordering: .relaxed) { body() }
    }
}
