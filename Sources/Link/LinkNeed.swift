import TunnelModel

/// What the sessions of a link tell its `run`.
enum LinkNeed: Sendable {
    /// An open found no session.
    case session
    /// A session opens nothing more.
    case retired
    /// A session is over.
    case ended(SSHError?)
}
