/// What a key is for. Each role has its own closed list of verbs and, where `serve` runs as root, its own login.
package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// A device that keeps reverse channels up.
    case device
    /// A person or a program that uses devices.
    case `operator`
    /// Whoever holds an enrollment token.
    case enroll

    /// The login of the role where each has its own: `sallyport-device` and so on.
    package var loginText: String { "sallyport-\(rawValue)" }
}
