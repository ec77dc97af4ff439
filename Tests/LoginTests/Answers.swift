import Link
import TestSupport
import TunnelModel

/// A person with prepared passphrases, who counts the questions.
final class Answers: Prompter {
    private let passphrases = Watched<[String]>([])
    /// Everything that was asked.
    let questions = Watched<[String]>([])

    /// The next answers; without any left nobody answers.
    func prepare(_ answers: [String]) { passphrases.update { $0 = answers } }

    func askSecret(_ question: String) async -> Secret<String>? {
        questions.update { $0.append(question) }
        return passphrases.update { $0.isEmpty ? nil : Secret($0.removeFirst()) }
    }

    func ask(_ question: String) async -> String? { nil }
}
