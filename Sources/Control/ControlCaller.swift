import CPosix
import Glibc
import NIOCore

/// A client that has just connected: its channel, not read yet, and whose process it is.
struct ControlCaller: Sendable {
    let channel: any Channel
    /// The peer's effective user; nil if the system does not tell.
    let uid: UInt32?

    /// Root and we ourselves may ask; nobody else.
    var isAllowed: Bool { uid == 0 || uid == getuid() }

    /// Asks the system who connected.
    static func identify(_ channel: any Channel) -> EventLoopFuture<ControlCaller> {
        guard let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(ControlCaller(channel: channel, uid: nil))
        }
        // The type that the kernel fills is checked against ours when CPosix is compiled.
        let peer: EventLoopFuture<sallyport_peer> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return peer.map { ControlCaller(channel: channel, uid: $0.uid) }
            .flatMapErrorThrowing { _ in ControlCaller(channel: channel, uid: nil) }
    }
}
