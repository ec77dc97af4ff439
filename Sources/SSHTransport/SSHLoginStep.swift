/// Where a login stands after one step; the caller takes the next one.
public enum SSHLoginStep: Sendable, Equatable {
    /// The server takes these methods, by their names (RFC 4252), such as "publickey".
    case methods([String])
    /// The server would take the offered key: these bytes are to be signed and handed to `SSHConnection.sign(_:)`.
    case signatureWanted([UInt8])
    /// The server does not take the offered key.
    case rejected
    /// Logged in.
    case authenticated
}
