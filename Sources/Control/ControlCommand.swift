/// What `-O` asks of a running master (ssh(1)).
package enum ControlCommand: String, Sendable, Hashable, CaseIterable {
    /// Is it there?
    case check
    /// Set up the forwards of the command line.
    case forward
    /// Take them down.
    case cancel
    /// End.
    case exit
    /// Remove the socket and take no further clients.
    case stop

    /// ssh's words for a word that is none of these; then status 255.
    package static let invalidWords = "Invalid multiplex command."

    /// ssh's words for `-O` without a path; then status 255.
    package static let noPathWords = "No ControlPath specified for \"-O\" command"
}
