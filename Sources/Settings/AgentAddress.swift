/// The forms of IdentityAgent that are not a path (ssh_config(5); OpenSSH ssh.c).
enum AgentAddress {
    /// The variable that has the agent's socket unless IdentityAgent says otherwise.
    static let variable = "SSH_AUTH_SOCK"

    /// Whether a text can name an environment variable.
    static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The path of the agent's socket; nil for none. `text` is IdentityAgent with its tokens replaced; nil stands for
    /// its absence.
    static func socket(_ text: String?, environment: (String) -> String?) -> String? {
        guard let text, text != variable else { return nonEmpty(environment(variable)) }
        guard text != "none" else { return nil }
        guard text.hasPrefix("$"), !text.hasPrefix("${") else { return text }
        return nonEmpty(environment(String(text.dropFirst())))
    }

    private static func nonEmpty(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }
}
