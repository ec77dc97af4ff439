import TunnelModel

/// What the pool of a link asks of its `run`.
enum LinkNeed: Sendable {
    /// One more session, in the background.
    case further
    /// A session that takes over from those that open nothing more.
    case replacement
    /// A new link: the last session is over. nil: we closed it.
    case link(after: SSHError?)
}
