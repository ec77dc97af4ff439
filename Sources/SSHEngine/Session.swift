// Unsafe code lives in this file and in MemoryTransport.swift only: here is every call into libssh2, one method each.
import CLibSSH2
import NIOCore
import TunnelModel

/// The only owner of libssh2's pointers: a session and, under our ids, its streams and listeners.
///
/// Each method is one libssh2 call; "would block" comes back as `.blocked`, everything else as a value or an
/// `SSHError`. Nothing here decides; `Engine` does. All calls come from one thread.
final class Session {
    let transport: MemoryTransport
    private var raw: OpaquePointer?
    private var streams: [StreamID: OpaquePointer] = [:]
    private var listeners: [ListenerID: OpaquePointer] = [:]

    /// Makes a session that has sent nothing yet.
    /// - Throws: `.outOfMemory` when libssh2 cannot be started.
    init(configuration: EngineConfiguration) throws(SSHError) {
        transport = MemoryTransport(budget: configuration.memory)
        let abstract = Unmanaged.passUnretained(transport).toOpaque()
        guard Library.status == 0,
            let session = libssh2_session_init_ex(allocateCallback, freeCallback, reallocateCallback, abstract)
        else {
            throw SSHError(code: .outOfMemory, operation: .connect, scope: .session, detail: "libssh2 did not start")
        }
        raw = session
        libssh2_session_set_blocking(session, 0)
        sallyport_set_transport(session, sendCallback, receiveCallback)
        sallyport_set_disconnect(session, disconnectCallback)
        sallyport_disable_read_timeout(session)
        libssh2_session_banner_set(session, "SSH-2.0-\(configuration.softwareVersion)")
        try prefer(configuration.algorithms)
    }

    deinit {
        tearDown()
    }

    // MARK: login

    /// libssh2_session_handshake. The descriptor is one that cannot be open: libssh2 asks for its flags and must fail.
    func handshake() throws(SSHError) -> Progress<Void> {
        try progress(libssh2_session_handshake(raw, Int32.max), .exchangeKeys)
    }

    /// The server's host key as it came over the wire.
    func hostKey() -> PublicKey? {
        var count = 0
        var type: CInt = 0
        guard let bytes = libssh2_session_hostkey(raw, &count, &type) else { return nil }
        let raw = UnsafeRawBufferPointer(start: bytes, count: count)
        return PublicKey(blob: [UInt8](raw))
    }

    /// The name of a negotiated method, such as "aes128-ctr", for the log.
    func negotiatedCipher() -> String {
        guard let name = libssh2_session_methods(raw, LIBSSH2_METHOD_CRYPT_SC) else { return "" }
        return String(cString: name)
    }

    /// Asks with method "none" for what the server accepts (RFC 4252 section 5.2); nil: it let us in as we are.
    func authenticationMethods(user: String) throws(SSHError) -> Progress<[String]?> {
        guard let list = libssh2_userauth_list(raw, user, UInt32(user.utf8.count)) else {
            if libssh2_userauth_authenticated(raw) != 0 { return .done(nil) }
            let code = libssh2_session_last_errno(raw)
            if code == LIBSSH2_ERROR_EAGAIN { return .blocked }
            throw failure(code, .authenticate, .session)
        }
        let clean = String(cString: list).utf8.map { $0 < 0x20 || $0 > 0x7e ? UInt8(ascii: "?") : $0 }
        return .done(String(decoding: clean, as: UTF8.self).split(separator: ",").map(String.init))
    }

    /// What came of offering a public key.
    enum OfferAnswer { case accepted, rejected }

    /// libssh2_userauth_publickey: asks whether the key will do, then signs by way of `transport.signing`.
    func offer(publicKey blob: [UInt8], user: String) throws(SSHError) -> Progress<OfferAnswer> {
        let abstract = libssh2_session_abstract(raw)
        let code = libssh2_userauth_publickey(raw, user, blob, blob.count, signCallback, abstract)
        switch code {
        case 0: return .done(.accepted)
        case LIBSSH2_ERROR_EAGAIN: return .blocked
        case LIBSSH2_ERROR_AUTHENTICATION_FAILED, LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED:
            guard transport.end == .open, transport.disconnect == nil else {
                throw failure(code, .authenticate, .session)
            }
            return .done(.rejected)
        default: throw failure(code, .authenticate, .session)
        }
    }

    // MARK: streams

    /// Opens a stream of any kind; `message` holds the kind's own fields and stays the same until this is done.
    func open(_ id: StreamID, kind: String, window: Int, message: [UInt8]) throws(SSHError) -> Progress<Void> {
        transport.watchesForOpenFailure = true
        transport.forgetOpenFailure()
        defer { transport.watchesForOpenFailure = false }
        let stream = message.withUnsafeBytes { bytes in
            libssh2_channel_open_ex(
                raw, kind, UInt32(kind.utf8.count), UInt32(window), 32 << 10,
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(bytes.count))
        }
        if let stream {
            streams[id] = stream
            return .done(())
        }
        let code = libssh2_session_last_errno(raw)
        if code == LIBSSH2_ERROR_EAGAIN { return .blocked }
        guard code == LIBSSH2_ERROR_CHANNEL_FAILURE else { throw failure(code, .open, .session) }
        throw SSHError(code: .openRefused, operation: .open, scope: .stream, detail: refusalWords())
    }

    /// libssh2_channel_process_startup with "exec" (RFC 4254 section 6.5).
    func exec(_ command: String, on id: StreamID) throws(SSHError) -> Progress<Void> {
        let code = libssh2_channel_process_startup(streams[id], "exec", 4, command, UInt32(command.utf8.count))
        guard code != LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED else {
            throw SSHError(code: .requestRefused, operation: .exec, scope: .stream, detail: lastWords())
        }
        return try progress(code, .exec)
    }

    /// A harmless channel request whose answer, most likely "denied", proves that the server lives.
    func ping(on id: StreamID) throws(SSHError) -> Progress<Void> {
        let code = libssh2_channel_setenv_ex(streams[id], "SALLYPORT_PING", 14, "1", 1)
        if code == LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED { return .done(()) }
        return try progress(code, .ping)
    }

    /// Bytes that wait in libssh2 for this stream; cheap, reads nothing from the transport.
    func available(on id: StreamID) -> Int {
        guard let stream = streams[id] else { return 0 }
        var count: UInt = 0
        _ = libssh2_channel_window_read_ex(stream, &count, nil)
        return Int(count)
    }

    /// True once the far side will send no more and all that it sent has been read.
    func isAtEnd(_ id: StreamID) -> Bool {
        guard let stream = streams[id] else { return true }
        return libssh2_channel_eof(stream) == 1
    }

    /// True once the far side has closed the stream; to be asked only after its end was seen.
    func isClosedByPeer(_ id: StreamID) -> Bool {
        guard let stream = streams[id] else { return true }
        return libssh2_channel_wait_closed(stream) == 0
    }

    /// A read of nothing: lets libssh2 work through its input and refunds no window.
    func drive(_ id: StreamID) throws(SSHError) {
        let code = CInt(libssh2_channel_read_ex(streams[id], 0, nil, 0))
        if code < 0, code != LIBSSH2_ERROR_EAGAIN { throw failure(code, .read, .session) }
    }

    /// libssh2_channel_read_ex: at most `limit` bytes, appended to `buffer`; `substream` is 0 for data, 1 for a
    /// program's standard error.
    func read(_ id: StreamID, substream: CInt = 0, limit: Int, into buffer: inout ByteBuffer) throws(SSHError)
        -> Progress<Int>
    {
        guard let stream = streams[id] else { return .done(0) }
        let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: max(1, limit)) { space in
            let base = space.baseAddress?.assumingMemoryBound(to: CChar.self)
            lastReadResult = libssh2_channel_read_ex(stream, substream, base, limit)
            return max(0, lastReadResult)
        }
        if lastReadResult >= 0 { return .done(count) }
        if lastReadResult == Int(LIBSSH2_ERROR_EAGAIN) { return .blocked }
        throw failure(CInt(lastReadResult), .read, .session)
    }
    private var lastReadResult = 0

    /// libssh2_channel_write_ex: takes at most 32,700 bytes from the head of `bytes` and says how many.
    func write(_ id: StreamID, _ bytes: ByteBuffer) throws(SSHError) -> Progress<Int> {
        guard let stream = streams[id] else { return .done(0) }
        let code = bytes.withUnsafeReadableBytes { head in
            libssh2_channel_write_ex(stream, 0, head.baseAddress?.assumingMemoryBound(to: CChar.self), head.count)
        }
        if code >= 0 { return .done(code) }
        if code == Int(LIBSSH2_ERROR_EAGAIN) { return .blocked }
        let ended = code == Int(LIBSSH2_ERROR_CHANNEL_CLOSED) || code == Int(LIBSSH2_ERROR_CHANNEL_EOF_SENT)
        throw failure(CInt(code), .write, ended ? .stream : .session)
    }

    /// Lets the far side send `count` more bytes (SSH_MSG_CHANNEL_WINDOW_ADJUST).
    func grant(_ count: Int, to id: StreamID) throws(SSHError) -> Progress<Void> {
        var window: UInt32 = 0
        let code = libssh2_channel_receive_window_adjust2(streams[id], UInt(count), 1, &window)
        return try progress(code, .read)
    }

    /// Says that we will send no more; once per stream, libssh2 does not check.
    func sendEOF(_ id: StreamID) throws(SSHError) -> Progress<Void> {
        try progress(libssh2_channel_send_eof(streams[id]), .write)
    }

    /// The exit status of an exec once its stream has ended; 255 for one that a signal ended, where libssh2 says 0.
    func exitStatus(_ id: StreamID) -> Int32 {
        guard let stream = streams[id] else { return 0 }
        var signal: UnsafeMutablePointer<CChar>?
        _ = libssh2_channel_get_exit_signal(stream, &signal, nil, nil, nil, nil, nil)
        guard let signal else { return libssh2_channel_get_exit_status(stream) }
        libssh2_free(raw, signal)
        return 255
    }

    /// Closes and frees; to be called again on later input while it is `.blocked`.
    func free(_ id: StreamID) throws(SSHError) -> Progress<Void> {
        guard let stream = streams[id] else { return .done(()) }
        let code = libssh2_channel_free(stream)
        if code == LIBSSH2_ERROR_EAGAIN { return .blocked }
        streams[id] = nil
        return try progress(code, .close)
    }

    // MARK: listeners

    /// Most accepted streams that may wait in libssh2 for one listener; more are refused with "resource shortage".
    static let acceptQueue: CInt = 256

    /// libssh2_channel_forward_listen_ex; the answer is the port that the server bound.
    func listen(_ id: ListenerID, host: String, port: UInt16) throws(SSHError) -> Progress<UInt16> {
        var bound: CInt = 0
        let listener = libssh2_channel_forward_listen_ex(raw, host, CInt(port), &bound, Self.acceptQueue)
        if let listener {
            listeners[id] = listener
            return .done(UInt16(clamping: bound))
        }
        let code = libssh2_session_last_errno(raw)
        if code == LIBSSH2_ERROR_EAGAIN { return .blocked }
        guard code == LIBSSH2_ERROR_REQUEST_DENIED else { throw failure(code, .listen, .session) }
        throw SSHError(code: .listenRefused, operation: .listen, scope: .stream, detail: lastWords())
    }

    /// Takes one accepted stream from the queue; false when there is none.
    func accept(_ id: ListenerID, as stream: StreamID) -> Bool {
        guard let listener = listeners[id], let accepted = libssh2_channel_forward_accept(listener) else {
            return false
        }
        streams[stream] = accepted
        return true
    }

    /// Asks the server to stop listening; the request has no answer.
    func cancel(_ id: ListenerID) throws(SSHError) -> Progress<Void> {
        guard let listener = listeners[id] else { return .done(()) }
        let code = libssh2_channel_forward_cancel(listener)
        if code == LIBSSH2_ERROR_EAGAIN { return .blocked }
        listeners[id] = nil
        return try progress(code, .listen)
    }

    // MARK: the end

    /// SSH_MSG_DISCONNECT with reason 11, by application.
    func disconnect() {
        _ = libssh2_session_disconnect_ex(raw, SSH_DISCONNECT_BY_APPLICATION, "disconnected by user", "")
    }

    /// Frees everything, once, without waiting for anybody.
    func tearDown() {
        guard let session = raw else { return }
        transport.end = .dead
        transport.budget.liftForTeardown()
        streams = [:]
        listeners = [:]
        raw = nil
        // Bounded: with a dead transport one call does it (seen at every stage); a leak would be better than a spin.
        for _ in 0..<64 where libssh2_session_free(session) != LIBSSH2_ERROR_EAGAIN { break }
    }

    // MARK: results

    private func progress(_ code: CInt, _ operation: SSHError.Operation) throws(SSHError) -> Progress<Void> {
        if code == LIBSSH2_ERROR_EAGAIN { return .blocked }
        guard code >= 0 else { throw failure(code, operation, .session) }
        return .done(())
    }

    private func failure(_ code: CInt, _ operation: SSHError.Operation, _ scope: SSHError.Scope) -> SSHError {
        if transport.budget.wasExceeded || code == LIBSSH2_ERROR_ALLOC {
            return SSHError(code: .outOfMemory, operation: operation, scope: .session, detail: lastWords())
        }
        if let disconnect = transport.disconnect {
            let detail = "\(disconnect.reason): \(disconnect.words)"
            return SSHError(code: .disconnected, operation: operation, scope: .session, detail: detail)
        }
        let kind: SSHError.Code =
            switch code {
            case LIBSSH2_ERROR_KEX_FAILURE, LIBSSH2_ERROR_METHOD_NONE, LIBSSH2_ERROR_METHOD_NOT_SUPPORTED:
                .algorithmMismatch
            case LIBSSH2_ERROR_SOCKET_RECV, LIBSSH2_ERROR_SOCKET_SEND, LIBSSH2_ERROR_SOCKET_DISCONNECT,
                LIBSSH2_ERROR_BANNER_RECV:
                .peerClosed
            case LIBSSH2_ERROR_TIMEOUT: .timedOut
            case LIBSSH2_ERROR_CHANNEL_CLOSED, LIBSSH2_ERROR_CHANNEL_EOF_SENT: .peerClosed
            default: .protocolFault
            }
        return SSHError(code: kind, operation: operation, scope: scope, detail: "\(lastWords()) (libssh2 \(code))")
    }

    private func lastWords() -> String {
        guard let raw else { return "" }
        var text: UnsafeMutablePointer<CChar>?
        _ = libssh2_session_last_error(raw, &text, nil, 0)
        guard let text else { return "" }
        return String(cString: text)
    }

    /// "connect failed: Connection refused": libssh2's reason in ssh's spelling, then the server's own words.
    private func refusalWords() -> String {
        let sentence = lastWords()
        var reason = "unknown reason"
        if let start = sentence.firstIndex(of: "("), let end = sentence.lastIndex(of: ")") {
            reason = String(sentence[sentence.index(after: start)..<end])
        }
        guard let words = transport.openFailureWords else { return reason }
        return "\(reason): \(words)"
    }

    // MARK: algorithms

    private func prefer(_ algorithms: Algorithms) throws(SSHError) {
        try prefer(algorithms.keyExchange, [LIBSSH2_METHOD_KEX])
        try prefer(algorithms.hostKey, [LIBSSH2_METHOD_HOSTKEY])
        try prefer(algorithms.cipher, [LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_CRYPT_SC])
        try prefer(algorithms.mac, [LIBSSH2_METHOD_MAC_CS, LIBSSH2_METHOD_MAC_SC])
    }

    private func prefer(_ names: [String], _ methods: [CInt]) throws(SSHError) {
        for method in methods {
            let known = supported(method)
            let list = names.filter { known.contains($0) }.joined(separator: ",")
            guard !list.isEmpty, libssh2_session_method_pref(raw, method, list) == 0 else {
                let detail = "libssh2 \(Library.version) has none of \(names.joined(separator: ","))"
                throw SSHError(code: .algorithmMismatch, operation: .exchangeKeys, scope: .session, detail: detail)
            }
        }
    }

    private func supported(_ method: CInt) -> Set<String> {
        var list: UnsafeMutablePointer<UnsafePointer<CChar>?>?
        let count = libssh2_session_supported_algs(raw, method, &list)
        guard count > 0, let list else { return [] }
        defer { libssh2_free(raw, list) }
        return Set((0..<Int(count)).compactMap { list[$0].map { String(cString: $0) } })
    }
}
