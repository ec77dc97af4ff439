/// Which of ssh's four kinds of forward a specification asks for.
package enum ForwardKind: String, Sendable, Hashable, CaseIterable {
    /// `-L`: listen here, connect from the far side.
    case local
    /// `-R`: listen on the far side, connect from here.
    case remote
    /// `-D`: listen here as a SOCKS proxy.
    case dynamic
    /// `-W`: join standard input and output to one target.
    case stdio
}
