package import TunnelModel

/// What came of looking for keys in an agent or of using one.
package enum AgentEvent: Sendable, Equatable {
    /// There is none, or it cannot be talked to; the system's words or ours. Login goes on with the files.
    case unavailable(String)
    /// It has so many keys.
    case listed(Int)
    /// A key of a kind that we cannot use: a certificate, DSA, or one on a security token.
    case skipped(name: String, algorithm: String)
    /// It did not sign; why, in ssh's words if it refused.
    case signingFailed(name: String, PublicKey, words: String)
}
