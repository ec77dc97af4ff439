import Testing

/// The ways in which a sshd serves the bastion.
enum LoginMode: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// A private one, as root.
    case root
    /// A private one, as an ordinary user with one login for all.
    case ordinaryUser
    /// One with an administrator's configuration, which includes our drop-in.
    case dropIn

    var testDescription: String { rawValue }
}
