import Glibc
import NIOCore
import TestSupport

/// The test's carrier: moves bytes between a socket and an engine, and has every bad habit that a test asks for.
final class RigCarrier {
    private let socket: Descriptor
    /// Bytes that the engine is given at once, at most.
    var slice = Int.max
    /// Leaves the server's bytes in the socket.
    var holdsInput = false
    /// Leaves the engine's bytes here.
    var refusesOutput = false
    var damage = Damage()
    /// Bytes that have come from the server.
    private(set) var receivedCount = 0
    private(set) var unsent = ByteBuffer()
    /// The server's last byte has come.
    private(set) var hasEnded = false

    init(_ socket: Descriptor) {
        self.socket = socket
    }

    func take(_ bytes: ByteBuffer) {
        unsent.writeImmutableBuffer(bytes)
    }

    /// Waits a moment for the socket; a short one, because tests also wait on logs and on servers.
    func waitForSocket(reads: Bool) {
        let wantsInput = reads && !holdsInput && !hasEnded
        let wantsOutput = !refusesOutput && unsent.readableBytes > 0
        let events = (wantsInput ? POLLIN : 0) | (wantsOutput ? POLLOUT : 0)
        // Negative: poll looks at nothing, and a socket that was hung up does not wake it over and over.
        var entry = pollfd(fd: events == 0 ? -1 : socket.raw, events: Int16(events), revents: 0)
        _ = poll(&entry, 1, 20)
    }

    /// Writes what the socket takes.
    func flush() {
        while !refusesOutput, unsent.readableBytes > 0 {
            let count = unsent.withUnsafeReadableBytes {
                send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            guard count > 0 else {
                // A peer that is gone shows when it is read from.
                if errno != EAGAIN, errno != EINTR { unsent.clear() }
                return
            }
            unsent.moveReaderIndex(forwardBy: count)
        }
        unsent.discardReadBytes()
    }

    /// What has arrived, in slices.
    func read() -> [ByteBuffer] {
        guard !holdsInput, !hasEnded else { return [] }
        var failure: Int32 = 0
        var bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { space, filled in
            let count = recv(socket.raw, space.baseAddress, 65_536, Int32(MSG_DONTWAIT))
            failure = count < 0 ? errno : 0
            filled = max(0, count)
        }
        if failure == EAGAIN || failure == EINTR { return [] }
        hasEnded = bytes.isEmpty
        if damage.apply(to: &bytes, at: receivedCount) { hasEnded = true }
        receivedCount += bytes.count
        guard slice < bytes.count else { return bytes.isEmpty ? [] : [ByteBuffer(bytes: bytes)] }
        return stride(from: 0, to: bytes.count, by: slice).map { start in
            ByteBuffer(bytes: bytes[start..<min(start + slice, bytes.count)])
        }
    }

    /// Closes the connection.
    func close() { socket.close() }
}
