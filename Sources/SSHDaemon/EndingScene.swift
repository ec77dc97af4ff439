/// What an ending sees of the processes that concern it, at one moment.
struct EndingScene: Sendable {
    /// The processes asked about that run, zombies not counted.
    var running: Set<ProcessIdentity> = []
    /// The living children of each monitor that runs.
    var children: [ProcessIdentity: [ProcessIdentity]] = [:]
}
