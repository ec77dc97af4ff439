import CPosix
package import TunnelModel

/// Questions on the controlling terminal, whatever standard input and output are.
package enum Terminal {
    /// The longest answer, in bytes; more is cut.
    private static let capacity = 1024

    /// Asks with echo. Blocks. Nil without a terminal, or at its end.
    package static func ask(_ question: String) -> String? {
        answer(to: question, echo: true)
    }

    /// Asks without echo, for a passphrase.
    package static func askSecret(_ question: String) -> Secret<String>? {
        answer(to: question, echo: false).map { Secret($0) }
    }

    /// Puts echo back if a question is open, and ends that question and all later ones without an answer; for the way
    /// out after a signal.
    package static func restore() {
        sallyport_restore_terminal()
    }

    private static func answer(to question: String, echo: Bool) -> String? {
        var bytes = [CChar](repeating: 0, count: capacity)
        let count = sallyport_ask_terminal(question, echo ? 1 : 0, &bytes, bytes.count)
        guard count >= 0 else { return nil }
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
