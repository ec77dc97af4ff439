import CPosix
import Glibc

/// One conversation with the keeper by plain blocking calls: for helpers that have 10 ms in all, and for the command
/// line. No event loop is started.
package struct KeeperCall: ~Copyable {
    /// Bytes of a line with its newline: 64 KiB and one.
    package static let maximumByteCount = (64 << 10) + 1

    private let path: String
    private let descriptor: CInt

    /// Connects to the keeper's socket; waits at most `milliseconds` for room in its queue.
    ///
    /// Under socket activation the queue is there while the keeper restarts, so logins wait.
    package init(path: String, milliseconds: Int32 = 10_000) throws(KeeperCallFault) {
        let code = sallyport_connect_keeper(path, milliseconds)
        guard code >= 0 else { throw KeeperCallFault(path: path, code: -code) }
        self.path = path
        descriptor = code
    }

    deinit { close(descriptor) }

    /// Sends a line, without its newline, and gives the keeper's line, without its newline.
    ///
    /// `milliseconds` bounds the wait for the answer; sending has the same time.
    package func ask(_ line: [UInt8], milliseconds: Int32 = 60_000) throws(KeeperCallFault) -> [UInt8] {
        let bytes = line.map { CChar(bitPattern: $0) } + [CChar(bitPattern: UInt8(ascii: "\n"))]
        let sent = sallyport_send_all(descriptor, bytes, bytes.count, milliseconds)
        // A keeper that hangs up has said why before: that is read first.
        guard sent == 0 || sent == -EPIPE else { throw KeeperCallFault(path: path, code: -sent) }
        var answer = [CChar](repeating: 0, count: Self.answerByteCount)
        let count = sallyport_receive_line(descriptor, &answer, answer.count, milliseconds)
        guard count >= 0 else { throw KeeperCallFault(path: path, code: Int32(-count)) }
        guard count > 0, UInt8(bitPattern: answer[count - 1]) == UInt8(ascii: "\n") else {
            throw KeeperCallFault(path: path, code: ECONNRESET)
        }
        return answer.prefix(count - 1).map { UInt8(bitPattern: $0) }
    }

    private static let answerByteCount = maximumByteCount
}
