/// What a pool's machine wants done.
enum PoolAction: Equatable, Sendable {
    /// Ask this session for this stream.
    case start(OpenID, on: SessionID)
    /// Nothing comes of this open: there was no link for as long as it may be held.
    case expire(OpenID)
    /// The same at once: too many wait for the link already.
    case refuse(OpenID)
    /// Make one more session in the background; answered by `adopted` or `growthFailed`.
    case grow
    /// Every session opens nothing more, older streams live on: make one that takes over.
    case replace
    /// Nobody has needed this session for long; it has no stream.
    case close(SessionID)
    /// There is no session any more.
    case lose
}
