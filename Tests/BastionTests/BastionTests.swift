import Testing

/// The built program on real sshd, with plain ssh as device, operator and enrollee. One after the other: they share the
/// devices' addresses.
@Suite("The bastion's program", .serialized, .enabled(if: BastionUsers.areAvailable))
struct BastionTests {}
