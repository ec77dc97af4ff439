import ArgumentParser

/// `session`: here for the help; main takes the shorter way to ``ForcedSession``.
struct SessionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "The forced command of a key: one verb of SSH_ORIGINAL_COMMAND.",
        usage: "sallyport-bastion session device|operator|enroll ID [--socket PATH]")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []

    func run() throws { throw ExitCode(ForcedSession.run(words)) }
}
