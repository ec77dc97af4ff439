import ArgumentParser

/// `authorized-keys`: here for the help; main takes the shorter way to ``KeyLookup``.
struct AuthorizedKeys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorized-keys",
        abstract: "sshd's AuthorizedKeysCommand: print the one line of a key at a login, or nothing.",
        usage: "sallyport-bastion authorized-keys [--socket PATH] USER FINGERPRINT TYPE KEY")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []

    func run() throws { throw ExitCode(KeyLookup.run(words)) }
}
