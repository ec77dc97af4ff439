import Link
import TestSupport
import TunnelModel

/// A person with prepared passphrases, who counts the questions.
final class Answers: Prompter {
    private let passphrases = Watched<[String]>([])
    private let whenAsked = Watched<@Sendable () -> Void>({})
    /// Everything that was asked.
    let questions = Watched<[String]>([])

    /// The next answers; without any left nobody answers. `whenAsked` happens before each.
    func prepare(_ answers: [String], whenAsked action: @escaping @Sendable () -> Void = {}) {
        passphrases.update { $0 = answers }
        whenAsked.update { $0 = action }
    }

    func askSecret(_ question: String) async -> Secret<String>? {
        questions.update { $0.append(question) }
        whenAsked.value()
        return passphrases.update { $0.isEmpty ? nil : Secret($0.removeFirst()) }
    }

    func ask(_ question: String) async -> String? { nil }
}
