import Glibc
import NIOCore
import SSHTransport

extension ListenFailure {
    /// Keeps the system's words of an error from binding or resolving.
    init(host: String, port: UInt16, error: any Error) {
        let code = (error as? IOError)?.errnoCode
        let words = code.map { ErrnoWords.text($0) } ?? "Name or service not known"
        let isAbsent = code == EADDRNOTAVAIL || code == EAFNOSUPPORT
        self.init(host: host, port: port, words: words, isAbsentAddress: isAbsent)
    }
}
