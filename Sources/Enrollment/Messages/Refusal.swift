package import TunnelModel

/// Why something was not done: a word for programs, a line for people.
package struct Refusal: Error, Sendable, Hashable, Codable {
    /// What kind of refusal it is.
    package var code: RefusalCode
    /// What went wrong and where, in one line.
    package var message: PlainText
    /// What to do next, in one line.
    package var hint: PlainText?
    /// When to come again, where that helps.
    package var retryAfter: TimeSpan?

    /// Makes a refusal. What must not reach a terminal becomes `?`, and texts are cut at 256 bytes.
    package init(_ code: RefusalCode, _ message: String, advice: String? = nil, retryAfter: TimeSpan? = nil) {
        self.code = code
        self.message = PlainText(cleaning: message)
        hint = advice.map { PlainText(cleaning: $0) }
        self.retryAfter = retryAfter
    }

    /// Of a text or a message that is not right: `bad-request`.
    package init(of fault: some Error & CustomStringConvertible) {
        self.init(.badRequest, fault.description)
    }
}

extension Refusal: Diagnosable {
    /// The message.
    package var summary: String { message.text }

    /// The hint.
    package var advice: String? { hint?.text }

    /// 64 for what was asked wrongly, 77 for what is not allowed, 69 when the keeper is not there, 1 for all else.
    package var exitStatus: Int32 {
        switch code {
        case .badRequest, .unknownVerb, .tooLarge: 64
        case .notAllowed, .notGranted: 77
        case .unavailable: 69
        default: 1
        }
    }
}
