import CPosix
import Glibc
import NIOCore

/// Whose process is at the other end of the keeper's socket, as the kernel noted it when it connected.
package struct Peer: Sendable, Equatable {
    /// The process that connected; it may have ended since, and its number may be another's.
    package var pid: Int32
    /// Its effective user.
    package var uid: UInt32

    /// A peer with these numbers.
    package init(pid: Int32, uid: UInt32) {
        self.pid = pid
        self.uid = uid
    }

    /// Asks the system who connected (SO_PEERCRED); nil if it does not tell.
    static func of(_ channel: any Channel) -> EventLoopFuture<Peer?> {
        guard let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(nil)
        }
        // The type that the kernel fills is checked against ours when CPosix is compiled.
        let peer: EventLoopFuture<sallyport_peer> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return peer.map { Peer(pid: Int32($0.pid), uid: $0.uid) }.flatMapErrorThrowing { _ in nil }
    }
}
