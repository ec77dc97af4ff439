/// How this module's drivers let time pass: the one place where they do. What is to be done when is decided by machines
/// that are handed the time, and no thread is held.
enum Pause {
    /// Returns after so long, or throws `CancellationError` at once when the task is cancelled.
    static func pass(_ duration: Duration, exactly: Bool = false) async throws {
        try await ContinuousClock().sleep(for: duration, tolerance: exactly ? .zero : nil)
    }
}
