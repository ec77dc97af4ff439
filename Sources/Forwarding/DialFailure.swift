import SSHTransport

/// Why a target on this side could not be connected to.
package enum DialFailure: Error, Sendable, Equatable {
    /// Its name has no address; the resolver's words.
    case unresolved(String)
    /// None of its addresses could be reached; the errno of the last, ETIMEDOUT for one that did not answer in time.
    case unreachable(Int32)

    /// The reason in the system's words, such as "Connection refused".
    package var words: String {
        switch self {
        case .unresolved(let words): words
        case .unreachable(let number): ErrnoWords.text(number)
        }
    }
}
