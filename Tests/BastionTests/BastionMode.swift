import Testing

/// The ways in which the program serves.
enum BastionMode: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// As root, with a login user for each role.
    case root
    /// As an ordinary user, who is the one login for all roles.
    case ordinaryUser

    var testDescription: String { rawValue }
}
