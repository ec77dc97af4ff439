import Testing

/// All tests with a real sshd, one after the other: an sshd that picks a port might pick one that another test has
/// reserved and not yet listened on.
@Suite("Forwards over a real sshd", .serialized)
enum ForwardsOverSSHDTests {}
