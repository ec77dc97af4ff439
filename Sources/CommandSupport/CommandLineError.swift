package import Settings
package import TunnelModel

/// A command line that cannot be obeyed, ready to be told.
package struct CommandLineError: Error, Hashable, Sendable {
    /// What standard error gets, without the usage text; empty where ssh prints the usage text alone.
    package var lines: [String]
    /// Whether the usage text follows.
    package var showsUsage: Bool
    /// What to do next, if the lines do not say it already.
    package var advice: String?

    /// Makes an error from its lines.
    package init(_ lines: String..., showsUsage: Bool = false, advice: String? = nil) {
        self.lines = lines
        self.showsUsage = showsUsage
        self.advice = advice
    }

    /// Everything that goes to standard error, each line ended.
    package var standardError: String {
        lines.map { $0 + "\n" }.joined() + (showsUsage ? Usage.text : "")
    }
}

extension CommandLineError {
    /// A bad setting: ssh's lines about it.
    package init(_ error: SettingsError) {
        self.init(advice: error.advice)
        lines = error.lines
    }

    /// A bad forward: what is wrong with `${NAME}` first, if anything, then ssh's line.
    package init(_ error: ForwardSpecError) {
        self.init(error.description, advice: error.advice)
        if let expansion = error.expansion { lines.insert(expansion.description, at: 0) }
    }

    /// A bad destination: the usage text, or ssh's line.
    package init(_ error: SSHDestinationError) {
        switch error {
        case .malformed: self.init(showsUsage: true)
        case .unsafeHost, .unsafeUser: self.init(error.description, advice: error.advice)
        }
    }

    /// Something that ssh has and this program does not.
    static func unsupported(_ what: String, _ instead: String) -> CommandLineError {
        CommandLineError("\(Usage.program): \(what) is not supported: \(instead)")
    }
}

extension CommandLineError: Diagnosable {
    /// The first line, or what the usage text means.
    package var summary: String { lines.first ?? "bad command line" }
    /// ssh's status for its own errors.
    package var exitStatus: Int32 { ExitStatus.sshError }
}
