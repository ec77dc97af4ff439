/// How the connection to the first server of a link is made.
package enum CarrierSource: Sendable, Equatable {
    /// By TCP, to each address of the host in turn.
    case tcp
    /// By a command whose standard input and output carry the connection (ProxyCommand), all its tokens expanded.
    case command(String)
}
