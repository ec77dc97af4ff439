package import Settings
package import TunnelModel

/// An ssh-style command line, read: where to go, and the settings that it gives.
package struct SSHArguments: Sendable, Hashable {
    /// What a command line asks for.
    package enum Request: Sendable, Hashable {
        /// `-V`: print the version to standard error and exit with 0.
        case version
        /// Connect and forward.
        case connect(SSHArguments)
    }

    /// The destination word.
    package var destination: SSHDestination
    /// The settings of the flags and `-o`, with the destination's user and port where no flag gave one. Files come
    /// after these.
    package var draft: SettingsDraft
    /// How many `-v` were given, 0–3.
    package var verbosity: Int

    /// Reads the words after the program's name.
    ///
    /// Faults are found in ssh's order, from left to right. What ssh has and we do not is refused, never ignored; see
    /// ``RefusedLetter`` for what to use instead.
    package static func parse(_ words: [String], lookups: Lookups) throws(CommandLineError) -> Request {
        var state = SSHArgumentsState(lookups: lookups)
        var reader = ArgumentReader(words)
        guard try state.readOptions(&reader) == .goOn else { return .version }
        guard let word = reader.nextWord() else { throw CommandLineError(showsUsage: true) }
        let destination = try state.destination(word)
        if !state.terminated, !reader.remaining.isEmpty {
            guard try state.readOptions(&reader) == .goOn else { return .version }
        }
        guard reader.remaining.isEmpty else {
            throw .unsupported("a remote command", "sallyport only forwards; run the command with ssh")
        }
        if let user = state.draft.user, !SSHDestination.isSafe(user: user) { throw CommandLineError(.unsafeUser) }
        return .connect(SSHArguments(destination: destination, draft: state.draft, verbosity: state.verbosity))
    }
}
