import Glibc
import NIOCore
import SSHTransport

extension ListenFailure {
    /// Keeps the system's words of an error from binding.
    init(_ place: ListenPlace, _ error: any Error) {
        let code = (error as? IOError)?.errnoCode
        self.init(place: place, words: code.map { ErrnoWords.text($0) } ?? "\(error)")
        isAbsentAddress = code == EADDRNOTAVAIL || code == EAFNOSUPPORT
    }
}
