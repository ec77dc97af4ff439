/// Why something on an SSH connection failed: what kind of fault, during what, and how far it reaches.
public struct SSHError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault. Decide by this, never by the text.
    public var code: Code
    /// What was being done.
    public var operation: Operation
    /// Whether one stream or the whole session is lost.
    public var scope: Scope
    /// The particulars in plain words, in one line: the server's sentence, a port, a key type. May be empty.
    public var detail: String

    /// Makes an error; nothing is checked.
    public init(code: Code, operation: Operation, scope: Scope, detail: String) {
        self.code = code
        self.operation = operation
        self.scope = scope
        self.detail = detail
    }

    /// One line: what was being done, what went wrong, the particulars. Control characters of `detail` become `?`,
    /// because a server may have chosen them.
    public var description: String {
        let start = "\(operation.words): \(code.words)"
        guard !detail.isEmpty else { return start }
        let safe = detail.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "?" : $0 }
        return start + ": " + String(String.UnicodeScalarView(safe))
    }
}
