/// When bytes for the carrier have to leave.
package enum SendUrgency: Equatable, Sendable {
    /// At once: the next of several waiting opens, which go one at a time. The server works on it while we are still
    /// busy with the answer to the one before.
    case now
    /// At the end of the turn, together with what else the turn brings.
    case endOfTurn
}
