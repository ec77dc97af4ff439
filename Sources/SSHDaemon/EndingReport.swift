/// What came of ending sessions.
package struct EndingReport: Sendable, Equatable {
    /// How many session processes had signals.
    package var ended: Int
    /// Processes that are still there: they do not answer even to SIGKILL, or we may not signal them.
    package var survivors: [ProcessIdentity]
    /// Until no session was left; until we gave up if some are.
    package var duration: Duration

    /// As given.
    package init(ended: Int, survivors: [ProcessIdentity], duration: Duration) {
        self.ended = ended
        self.survivors = survivors
        self.duration = duration
    }
}
