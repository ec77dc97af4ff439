import Forwarding
import Link
import NIOCore
import SSHTransport
import TunnelModel

/// Joins Link and Forwarding, which do not know each other.
struct LinkOpener: StreamOpener {
    let streams: LinkStreams

    func open(to target: Endpoint, from originator: Endpoint) -> EventLoopFuture<SSHStream> {
        streams.open(to: target, from: originator)
    }
}
