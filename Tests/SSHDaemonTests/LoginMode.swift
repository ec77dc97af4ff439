import Testing

/// The two ways in which a private sshd runs.
enum LoginMode: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case root
    case ordinaryUser

    var testDescription: String { rawValue }
}
