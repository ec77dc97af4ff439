import Foundation

/// Runs blocking calls on threads of their own.
///
/// The rig's calls block. In an `async` test wrap them in `OwnThread.run`, so that Swift's few pool threads stay free
/// for the code under test.
package enum OwnThread {
    /// Runs `body` on a new thread and returns what it returns.
    package static func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            start { continuation.resume(with: Result { try body() }) }
        }
    }

    /// Starts a thread that nobody joins; it ends when the sockets it serves are shut down.
    static func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 256 << 10
        thread.start()
    }
}
