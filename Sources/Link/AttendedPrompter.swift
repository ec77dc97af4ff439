import TunnelModel

/// Asks the person only while the link is made for the first time; later nobody may be sitting there.
struct AttendedPrompter: Prompter {
    /// Who asks.
    let prompter: any Prompter

    func askSecret(_ question: String) async -> Secret<String>? {
        Attendance.isAttended ? await prompter.askSecret(question) : nil
    }

    func ask(_ question: String) async -> String? {
        Attendance.isAttended ? await prompter.ask(question) : nil
    }
}
