import CommandSupport
import Link
import NIOCore
import NIOPosix
import TunnelModel

/// Asks on the terminal, on a thread that may wait for a person.
struct TerminalPrompter: Prompter {
    let threads: NIOThreadPool
    /// Off in batch mode: every question has no answer then.
    let isAllowed: Bool

    func askSecret(_ question: String) async -> Secret<String>? {
        guard isAllowed else { return nil }
        return try? await threads.runIfActive { Terminal.askSecret(question) }
    }

    func ask(_ question: String) async -> String? {
        guard isAllowed else { return nil }
        return try? await threads.runIfActive { Terminal.ask(question) }
    }
}
