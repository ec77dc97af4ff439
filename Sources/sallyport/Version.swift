import SSHTransport

/// What we call ourselves.
enum Version {
    /// Semantic version; CHANGELOG.md says what is in it.
    static let number = "0.1.0"
    /// Our identification to servers, after "SSH-2.0-".
    static let software = "Sallyport_\(number)"
    /// The line of -V, in the form of ssh's.
    static var line: String { "\(software), libssh2 \(SSHConfiguration.libraryVersion)" }
}
