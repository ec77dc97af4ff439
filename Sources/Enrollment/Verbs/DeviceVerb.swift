import TunnelModel

/// What a device may ask of the forced command. Its message follows as one line on standard input.
package enum DeviceVerb: String, Sendable, Hashable, CaseIterable {
    /// The first thing on a new link, with a ``Hello``.
    case hello
    /// Whether the listeners are where they should be, with a ``BoundQuestion``.
    case bound = "bound?"

    /// Reads `SSH_ORIGINAL_COMMAND`; nil means that it is not set.
    package init(command: String?) throws(VerbError) {
        let command = try SessionCommand(command)
        guard let verb = DeviceVerb(rawValue: command.verb) else {
            throw .unknown(PlainText(cleaning: command.verb), role: .device)
        }
        try command.takeNothing()
        self = verb
    }
}
