/// Bytes that do not hold what the wire format promises (RFC 4251 section 5).
package enum SSHWireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The input ended early: so many bytes were needed, so many were there.
    case truncated(needed: Int, left: Int)
    /// An mpint below zero; no SSH key holds one.
    case negative

    /// One line for a log or a message.
    package var description: String {
        switch self {
        case .truncated(let needed, let left): "truncated: \(needed) bytes needed, \(left) left"
        case .negative: "negative number where a positive one belongs"
        }
    }
}
