package import Settings
package import TunnelModel

/// An ssh-style command line, read: where to go, and the settings that it gives.
package struct SSHArguments: Sendable, Hashable {
    /// What a command line asks for.
    package enum Request: Sendable, Hashable {
        /// `-V`: print the version to standard error and exit with 0.
        case version
        /// `-Q`: print a list to standard output and exit with 0.
        case query(AlgorithmQuery)
        /// `-G`: print the settings to standard output and exit with 0.
        case dump(SSHArguments)
        /// `-O`: ask the master at ``Settings/ClientSettings/requiredControlPath()`` for something. The forwards of
        /// the settings are those to add or to take away.
        case control(ControlCommand, SSHArguments)
        /// Connect and forward.
        case connect(SSHArguments)
    }

    /// The destination word.
    package var destination: SSHDestination
    /// The settings of the flags and `-o`, with the destination's user and port where no flag gave one.
    package var draft: SettingsDraft
    /// What `-F` chose.
    package var files: ConfigFileChoice
    /// How many `-v` were given, 0–3.
    package var verbosity: Int
    /// The file of `-E`, which standard error is appended to; nil for none. Not expanded, as in ssh.
    package var logFile: String?

    /// Command line and files together. Ask it for the settings of ``destination``'s host.
    package var source: SettingsSource {
        SettingsSource(commandLine: draft, files: files, verbosity: verbosity)
    }

    /// Reads the words after the program's name.
    ///
    /// Faults are found in ssh's order, from left to right. What ssh has and we do not is refused or remarked upon,
    /// never ignored: see ``RefusedLetter`` for what to use instead. Refusals that hang on what files say come later,
    /// from ``Settings/SettingsSource``.
    package static func parse(_ words: [String], lookups: Lookups) throws(CommandLineError) -> Request {
        var state = SSHArgumentsState(lookups: lookups)
        var reader = ArgumentReader(words)
        if let request = try state.readOptions(&reader) { return request }
        guard let word = reader.nextWord() else { throw CommandLineError(showsUsage: true) }
        let destination = try state.destination(word)
        if !state.terminated, !reader.remaining.isEmpty, let request = try state.readOptions(&reader) {
            return request
        }
        guard reader.remaining.isEmpty || state.control != nil else {
            throw .unsupported("a remote command", "sallyport only forwards; run the command with ssh")
        }
        if let user = state.draft.user, !SSHDestination.isSafe(user: user) { throw CommandLineError(.unsafeUser) }
        let arguments = SSHArguments(
            destination: destination, draft: state.draft, files: state.files, verbosity: state.verbosity,
            logFile: state.logFile)
        if state.isDump { return .dump(arguments) }
        if let command = state.control { return .control(command, arguments) }
        return .connect(arguments)
    }
}
