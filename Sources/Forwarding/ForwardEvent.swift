package import TunnelModel

/// What happens on a forward; for the log and for ssh's messages, which are worded elsewhere.
package enum ForwardEvent: Sendable, Equatable {
    /// A connection came in; `number` is what ssh would call its channel.
    case accepted(number: Int, from: Endpoint, to: Endpoint)
    /// The far side would not or could not connect; only this connection is closed.
    case openFailed(number: Int, to: Endpoint, SSHError)
    /// A connection is over; the error is what cut it.
    case closed(number: Int, SSHError?)
    /// Accepting failed for a moment, for example because no descriptor is left.
    case acceptFailed(String)
}
