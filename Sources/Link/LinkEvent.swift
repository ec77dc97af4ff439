package import NIOCore
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
    /// PubkeyAcceptedAlgorithms leaves no algorithm for this key.
    case keyExcluded(path: String, algorithm: String)
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
    /// The server was not reached; the next of `LinkSettings.connectionAttempts` follows.
    case tryingAgain
    /// The link is there; `isAgain`: it was lost before.
    case up(isAgain: Bool)
    /// The link was lost and is to be made again.
    case lost(LinkError)
    /// An attempt to make it again has failed.
    case attemptFailed(LinkError)
    /// When the next attempt begins.
    case retryIn(TimeAmount)
    /// A further session opens streams; so many do now.
    case sessionAdded(count: Int)
    /// One has gone, for want of work or otherwise; so many are left.
    case sessionRemoved(count: Int)
    /// A further session cannot be had now; why.
    case sessionNotAdded(String)
    /// The server listens for us; again after each reconnect.
    case listening(RemoteListen, port: UInt16)
    /// It does not; its words. `isRepeated`: not the first refusal in a row.
    case listenRefused(RemoteListen, words: String, isRepeated: Bool)
}
