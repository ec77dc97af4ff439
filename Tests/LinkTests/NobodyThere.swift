import Link
import TunnelModel

/// Answers no question.
struct NobodyThere: Prompter {
    func askSecret(_ question: String) async -> Secret<String>? { nil }
    func ask(_ question: String) async -> String? { nil }
}
