import CPosix
import Glibc

/// The keeper's listening socket: systemd's, or one that it makes itself under a lock.
package struct KeeperSocket: Sendable {
    /// The file that clients connect to; for systemd's socket only a name in messages.
    package let path: String
    /// The listening descriptor, non-blocking and closed on exec; whoever serves it closes it.
    package let descriptor: CInt
    /// Whether systemd made it, and will keep it when the keeper is gone.
    package let isHanded: Bool
    private let made: sallyport_control_socket?

    /// Makes the socket at `path` with these permission bits, in the place of one that a keeper has left behind.
    ///
    /// `lock` shows that there is no other keeper.
    package init(path: String, mode: UInt32, lock: borrowing KeeperLock) throws(KeeperSocketFault) {
        var made = sallyport_control_socket()
        let code = sallyport_listen_keeper(path, path + ".new", mode, &made)
        guard code == 0 else { throw .notMade(path: path, code: -code) }
        self.path = path
        descriptor = made.descriptor
        isHanded = false
        self.made = made
    }

    /// The one socket that systemd hands over; nil if there is none. Once, before any thread exists.
    package static func handed(path: String) throws(KeeperSocketFault) -> KeeperSocket? {
        let count = sallyport_handed_sockets()
        if count == 0 { return nil }
        guard count == 1 else { throw .wrongCount(Int(count)) }
        guard sallyport_is_listening_unix(3) == 1 else { throw .wrongKind }
        return KeeperSocket(path: path, descriptor: 3, isHanded: true, made: nil)
    }

    private init(path: String, descriptor: CInt, isHanded: Bool, made: sallyport_control_socket?) {
        self.path = path
        self.descriptor = descriptor
        self.isHanded = isHanded
        self.made = made
    }

    /// The same socket by another descriptor, so that whoever serves it may close its own.
    func copy() throws(KeeperSocketFault) -> KeeperSocket {
        let other = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard other >= 0 else { throw .notMade(path: path, code: errno) }
        return KeeperSocket(path: path, descriptor: other, isHanded: isHanded, made: made)
    }

    /// Removes the file, if it is still the socket that was made here.
    package func remove() {
        if var made { _ = sallyport_remove_control(path, &made) }
    }
}
