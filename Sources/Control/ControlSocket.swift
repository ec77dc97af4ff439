import CPosix
import Glibc

/// A master's listening socket: the file and the descriptor. Made before it is served, so that a program that goes to
/// the background can do so with the socket in place.
///
/// Whoever makes one either hands it to ``ControlServer/run(_:handler:report:)`` or calls ``close()``.
package struct ControlSocket: Sendable {
    /// Where it is.
    package let path: String
    let made: sallyport_control_socket

    /// Makes the socket with mode 0600, in a way that nobody can find it before it listens.
    ///
    /// As ssh does, under a temporary name first, of `path`, a dot and 16 letters or digits from `generator`. Blocks
    /// for a few system calls on a local file.
    package init(
        path: String, generator: inout some RandomNumberGenerator
    ) throws(ControlSocketError) {
        let temporary = Self.temporaryName(for: path, generator: &generator)
        var made = sallyport_control_socket()
        let code = sallyport_listen_control(path, temporary, &made)
        switch -code {
        case 0: break
        case ENAMETOOLONG: throw .tooLong(path: temporary)
        case EEXIST where made.linked != 0: throw .exists(path: path)
        case EADDRINUSE where made.linked == 0, EINVAL where made.linked == 0: throw .exists(path: temporary)
        case let code where made.linked != 0:
            throw .notLinked(temporary: temporary, path: path, words: ErrorWords.text(code))
        case let code: throw .notBound(path: temporary, words: ErrorWords.text(code))
        }
        self.path = path
        self.made = made
    }

    /// Stops listening and removes the file, for a socket that was never served.
    package func close() {
        remove()
        _ = Glibc.close(made.descriptor)
    }

    /// Removes the file, unless another one has taken its place.
    func remove() {
        var made = made
        _ = sallyport_remove_control(path, &made)
    }

    private static func temporaryName(for path: String, generator: inout some RandomNumberGenerator) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        let suffix = (0..<16).map { _ in letters[Int.random(in: letters.indices, using: &generator)] }
        return path + "." + String(suffix)
    }
}
