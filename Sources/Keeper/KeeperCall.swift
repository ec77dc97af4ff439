import CPosix
import Glibc
import StrictJSON

/// One conversation with the keeper by plain blocking calls: for helpers that have 10 ms in all, and for the command
/// line. No event loop is started.
package struct KeeperCall: ~Copyable {
    private let path: String
    private let descriptor: CInt
    private var lines = LineSplitter()
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

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

    /// Sends a line with its newline; `milliseconds` bounds it.
    package func send(_ line: [UInt8], milliseconds: Int32 = 10_000) throws(KeeperCallFault) {
        let code = sallyport_send_all(descriptor, line, line.count, milliseconds)
        // A keeper that hangs up has said why before: that is read first.
        guard code == 0 || code == -EPIPE || code == -ECONNRESET else { throw KeeperCallFault(path: path, code: -code) }
    }

    /// The next line of the answer, without its newline; `milliseconds` bounds the wait for each part of it.
    package mutating func receive(milliseconds: Int32 = 90_000) throws(KeeperCallFault) -> [UInt8] {
        while true {
            if let line = try nextLine() { return line }
            let count = sallyport_receive_some(descriptor, &buffer, buffer.count, milliseconds)
            guard count >= 0 else { throw KeeperCallFault(path: path, code: Int32(-count)) }
            guard count > 0 else { throw KeeperCallFault(path: path, code: ECONNRESET) }
            lines.append(buffer.prefix(count))
        }
    }

    private mutating func nextLine() throws(KeeperCallFault) -> [UInt8]? {
        do {
            return try lines.nextLine()
        } catch {
            throw KeeperCallFault(path: path, code: EMSGSIZE)
        }
    }
}
