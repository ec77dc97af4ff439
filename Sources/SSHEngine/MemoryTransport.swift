// Unsafe code lives in this file and in Session.swift only: here are the functions that libssh2 calls.
import CLibSSH2
private import Glibc
import NIOCore

/// The far end of libssh2's "socket", in memory; libssh2 keeps a pointer to it and calls it back.
///
/// Sending never blocks and never sends short: nothing can be half sent, which removes a whole class of libssh2 faults
/// (a second packet begun inside the first, a rekey that waits for itself).
final class MemoryTransport {
    /// What libssh2 is told when there is nothing left to read.
    enum End: Equatable {
        /// More bytes may come: "would block".
        case open
        /// The peer has closed; said only after every stream has been drained, or libssh2 drops what it has queued.
        case ended
        /// Reading and writing fail at once, so that `session_free` cannot wait for a peer.
        case dead
    }

    var end = End.open
    /// Bytes for libssh2 to read.
    var inbound = ByteBuffer()
    /// Bytes that libssh2 has sent and nobody has taken yet.
    var outbound = ByteBuffer()
    var budget: MemoryBudget
    /// The signature that the sign callback may hand over, and the bytes that it was asked to sign.
    var signing = Signing.idle
    /// While set, the server's words for a refused open are kept when libssh2 lets go of its packet.
    var watchesForOpenFailure = false
    private(set) var openFailureWords: String?
    /// The server's words and reason number when it said good-bye.
    private(set) var disconnect: Disconnect?

    /// SSH_MSG_DISCONNECT as received (RFC 4253 section 11.1).
    struct Disconnect: Equatable {
        var reason: Int
        var words: String
    }

    /// Where a signature stands; libssh2's sign callback may answer "would block" and is then called again.
    enum Signing: Equatable {
        case idle
        case wanted([UInt8])
        case ready([UInt8])
        case refused
    }

    init(budget: MemoryBudget) {
        self.budget = budget
    }

    /// Forgets the words of the last refused open.
    func forgetOpenFailure() {
        openFailureWords = nil
    }

    // MARK: what libssh2 calls

    static func recover(_ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> MemoryTransport? {
        guard let pointer = abstract?.pointee else { return nil }
        return Unmanaged<MemoryTransport>.fromOpaque(pointer).takeUnretainedValue()
    }

    func send(_ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        guard end != .dead else { return -Int(EPIPE) }
        // Growing step by step would copy each large packet twice.
        if outbound.capacity == 0, count > 4 << 10 { outbound.reserveCapacity(128 << 10) }
        outbound.writeBytes(UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    func receive(_ destination: UnsafeMutableRawPointer, _ capacity: Int) -> Int {
        guard end != .dead else { return -Int(ECONNRESET) }
        let count = min(capacity, inbound.readableBytes)
        guard count > 0 else { return end == .ended ? 0 : -Int(EAGAIN) }
        inbound.readWithUnsafeReadableBytes { bytes in
            if let base = bytes.baseAddress { destination.copyMemory(from: base, byteCount: count) }
            return count
        }
        return count
    }

    func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
        guard budget.admit(count), let memory = malloc(count) else { return nil }
        budget.bookLibrary(malloc_usable_size(memory))
        return memory
    }

    func reallocate(_ memory: UnsafeMutableRawPointer?, _ count: Int) -> UnsafeMutableRawPointer? {
        let before = memory.map { malloc_usable_size($0) } ?? 0
        guard budget.admit(max(0, count - before)), let moved = realloc(memory, count) else { return nil }
        budget.bookLibrary(malloc_usable_size(moved) - before)
        return moved
    }

    func free(_ memory: UnsafeMutableRawPointer) {
        let size = malloc_usable_size(memory)
        if watchesForOpenFailure { noteOpenFailure(UnsafeRawBufferPointer(start: memory, count: size)) }
        budget.bookLibrary(-size)
        Glibc.free(memory)
    }

    func sign(_ data: UnsafeBufferPointer<UInt8>) -> (status: CInt, signature: UnsafeMutableRawPointer?, count: Int) {
        switch signing {
        case .idle:
            signing = .wanted([UInt8](data))
            return (LIBSSH2_ERROR_EAGAIN, nil, 0)
        case .wanted:
            return (LIBSSH2_ERROR_EAGAIN, nil, 0)
        case .refused:
            signing = .idle
            return (-1, nil, 0)
        case .ready(let signature):
            signing = .idle
            guard let memory = allocate(signature.count) else { return (-1, nil, 0) }
            signature.withUnsafeBytes { bytes in
                if let base = bytes.baseAddress { memory.copyMemory(from: base, byteCount: bytes.count) }
            }
            return (0, memory, signature.count)
        }
    }

    func noteDisconnect(reason: Int, words: UnsafeRawBufferPointer) {
        let clean = words.prefix(256).map { $0 < 0x20 || $0 > 0x7e ? UInt8(ascii: "?") : $0 }
        disconnect = Disconnect(reason: reason, words: String(decoding: clean, as: UTF8.self))
    }

    /// libssh2 keeps only the reason code of SSH_MSG_CHANNEL_OPEN_FAILURE (92; RFC 4254 section 5.1) and drops the
    /// server's words, such as "Connection refused". It frees the packet just before it reports the failure, so they
    /// are read here: byte 92, uint32 id, uint32 reason, string words.
    private func noteOpenFailure(_ block: UnsafeRawBufferPointer) {
        guard block.count >= 13, block[0] == 92, block[5] == 0, block[6] == 0, block[7] == 0 else { return }
        let length = Int(UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 9, as: UInt32.self)))
        guard length > 0, length <= min(256, block.count - 13) else { return }
        let words = block[13..<13 + length].map { $0 < 0x20 || $0 > 0x7e ? UInt8(ascii: "?") : $0 }
        openFailureWords = String(decoding: words, as: UTF8.self)
    }
}

// The functions whose addresses libssh2 is given: they do nothing but find the transport again.

let sendCallback: sallyport_send_callback = { _, bytes, count, _, abstract in
    guard let transport = MemoryTransport.recover(abstract), let bytes else { return -Int(EPIPE) }
    return transport.send(bytes, count)
}

let receiveCallback: sallyport_receive_callback = { _, bytes, count, _, abstract in
    guard let transport = MemoryTransport.recover(abstract), let bytes else { return -Int(ECONNRESET) }
    return transport.receive(bytes, count)
}

typealias AllocateCallback =
    @convention(c) (Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> UnsafeMutableRawPointer?
typealias ReallocateCallback =
    @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>?) ->
    UnsafeMutableRawPointer?
typealias FreeCallback =
    @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> Void

let allocateCallback: AllocateCallback = { count, abstract in
    MemoryTransport.recover(abstract)?.allocate(count)
}

let reallocateCallback: ReallocateCallback = { memory, count, abstract in
    MemoryTransport.recover(abstract)?.reallocate(memory, count)
}

let freeCallback: FreeCallback = { memory, abstract in
    guard let memory else { return }
    MemoryTransport.recover(abstract)?.free(memory)
}

typealias SignCallback =
    @convention(c) (
        OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, UnsafeMutablePointer<Int>?,
        UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> CInt

let signCallback: SignCallback = { _, signature, signatureCount, data, dataCount, abstract in
    guard let transport = MemoryTransport.recover(abstract), let signature, let signatureCount else { return -1 }
    let answer = transport.sign(UnsafeBufferPointer(start: data, count: dataCount))
    signature.pointee = answer.signature?.assumingMemoryBound(to: UInt8.self)
    signatureCount.pointee = answer.count
    return answer.status
}

let disconnectCallback: sallyport_disconnect_callback = { _, reason, message, messageCount, _, _, abstract in
    guard let transport = MemoryTransport.recover(abstract) else { return }
    let count = message == nil ? 0 : max(0, Int(messageCount))
    transport.noteDisconnect(reason: Int(reason), words: UnsafeRawBufferPointer(start: message, count: count))
}
