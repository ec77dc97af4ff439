import Testing

/// What a process shares with its surroundings; one at a time, as each test starts processes.
@Suite("At the edge of the process", .serialized)
struct EdgeTests {}
