import TunnelModel

/// Asks the person only while the link is made for the first time; later nobody may be sitting there.
actor AttendedPrompter: Prompter {
    private let prompter: any Prompter
    private var isAttended = true

    /// Asks `prompter`.
    init(_ prompter: any Prompter) {
        self.prompter = prompter
    }

    /// From now on every question has no answer.
    func leave() {
        isAttended = false
    }

    func askSecret(_ question: String) async -> Secret<String>? {
        isAttended ? await prompter.askSecret(question) : nil
    }

    func ask(_ question: String) async -> String? {
        isAttended ? await prompter.ask(question) : nil
    }
}
