import CPosix
import Glibc

/// The right to be the only keeper of a state folder; it ends with the process, however that ends.
package struct KeeperLock: ~Copyable, Sendable {
    private let descriptor: CInt

    /// Takes the lock of the folder `state`.
    package init(state: String) throws(KeeperSocketFault) {
        let path = state + "/keeper.lock"
        let code = sallyport_lock_file(path)
        if code == -EAGAIN { throw .otherKeeper(state: state) }
        guard code >= 0 else { throw .notMade(path: path, code: -code) }
        descriptor = code
    }

    deinit { close(descriptor) }
}
