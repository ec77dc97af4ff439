import TunnelModel

/// What the holder of a token may ask of the forced command. Its message follows as one line on standard input.
package enum EnrolleeVerb: String, Sendable, Hashable, CaseIterable {
    /// To be registered, with an ``EnrollRequest``.
    case enroll

    /// Reads `SSH_ORIGINAL_COMMAND`; nil means that it is not set.
    package init(command: String?) throws(VerbError) {
        let command = try SessionCommand(command)
        guard let verb = EnrolleeVerb(rawValue: command.verb) else {
            throw .unknown(PlainText(cleaning: command.verb), role: .enroll)
        }
        try command.takeNothing()
        self = verb
    }
}
