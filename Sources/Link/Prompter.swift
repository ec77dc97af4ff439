package import TunnelModel

/// Whoever can be asked. Answers may take minutes; nil: nobody is there to answer.
package protocol Prompter: Sendable {
    /// A secret, typed without echo.
    func askSecret(_ question: String) async -> Secret<String>?
    /// A line, typed with echo.
    func ask(_ question: String) async -> String?
}
