package import TunnelModel

/// What happens while a link is made; for the log and for ssh's messages, which are worded elsewhere.
package indirect enum LinkEvent: Sendable, Equatable {
    case connecting(host: String, address: String, port: UInt16)
    /// One of several addresses did not answer.
    case addressFailed(address: String, port: UInt16, words: String)
    case connected
    case keysExchanged(software: String, hostKey: PublicKey)
    case methods([String])
    /// A key file cannot be used; the system's or the parser's words.
    case identityUnusable(path: String, words: String)
    /// Others than the owner may read it, so it is not used; its mode's low nine bits.
    case identityTooOpen(path: String, mode: UInt32)
    case offering(path: String, algorithm: String, fingerprint: KeyFingerprint)
    case keyRefused(path: String)
    case wrongPassphrase(path: String)
    case authenticated(path: String?)
    case loggedIn(cipher: String)
    /// An open went unanswered; a new session takes over for new connections.
    case retired
    /// That session cannot be had now; why.
    case replacementFailed(String)
    /// The local address or interface to connect from cannot be used: ssh's whole line.
    case bindFailed(String)
    /// What came of looking for keys in an agent or of using one.
    case agent(AgentEvent)
    /// A key that will be offered in its turn; `name` is a path or the agent's comment.
    case willAttempt(name: String, PublicKey, isInAgent: Bool)
    /// Encrypted, and nobody may be asked now.
    case identityLocked(path: String)
    /// The same, at a jump host on the way.
    case jump(host: String, port: UInt16, LinkEvent)
}
