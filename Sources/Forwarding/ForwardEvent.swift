package import TunnelModel

/// What happens on a forward; for the log and for ssh's messages, which are worded elsewhere. `number` is what ssh would
/// call the connection's channel.
package enum ForwardEvent: Sendable, Equatable {
    /// A connection came in, and the far side is asked for `to`.
    case accepted(number: Int, from: Endpoint, to: Endpoint)
    /// A connection came in whose SOCKS request will say where it goes.
    case socksAccepted(number: Int, from: Endpoint)
    /// The far side brought a connection for this forward.
    case streamAccepted(number: Int, for: RemoteForward)
    /// A SOCKS request named its target, which is connected to now.
    case socksRequested(number: Int, to: Endpoint)
    /// A SOCKS request could not be taken; only this connection is closed.
    case socksRefused(number: Int, SOCKSRefusal)
    /// The far side would not or could not connect; only this connection is closed.
    case openFailed(number: Int, to: Endpoint, SSHError)
    /// Nobody answered on this side; only this connection is closed. `to` is never `.socks`.
    case dialFailed(number: Int, to: ForwardTarget, DialFailure)
    /// A connection is over; the error is what cut it.
    case closed(number: Int, SSHError?)
    /// Accepting failed for a moment, for example because no descriptor is left.
    case acceptFailed(String)
}
