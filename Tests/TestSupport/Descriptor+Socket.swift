import Glibc

/// What only sockets can do. No call raises SIGPIPE, and none blocks past its deadline.
extension Descriptor {
    /// A new TCP socket of `family`, close-on-exec.
    static func stream(_ family: Loopback) throws -> Descriptor {
        let raw = socket(family.domain, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard raw >= 0 else { throw RigError(system: "socket") }
        return Descriptor(adopting: raw)
    }

    /// A socket that is connected to `port`, by a connect that blocks as long as the system lets it.
    static func connected(to port: UInt16, _ family: Loopback) throws -> Descriptor {
        let socket = try stream(family)
        guard family.withAddress(port: port, { connect(socket.raw, $0, $1) }) == 0 else {
            throw RigError(system: "connect [\(family.host)]:\(port)")
        }
        return socket
    }

    /// Two joined Unix stream sockets, close-on-exec.
    package static func pair() throws -> (near: Descriptor, far: Descriptor) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw RigError(system: "socketpair") }
        return (Descriptor(adopting: ends[0]), Descriptor(adopting: ends[1]))
    }

    /// Sends all of `bytes`; throws when the peer is gone or the deadline comes first.
    package func send(_ bytes: some Collection<UInt8>, by deadline: Deadline = .never) throws {
        let whole = Array(bytes)
        var sent = 0
        while sent < whole.count {
            guard try isReady(for: POLLOUT, by: deadline) else { throw RigError.late("room to send") }
            let count = whole.withUnsafeBytes { buffer in
                Glibc.send(
                    raw, buffer.baseAddress?.advanced(by: sent), buffer.count - sent,
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count >= 0 {
                sent += count
            } else if errno != EAGAIN && errno != EINTR {
                throw RigError(system: "send")
            }
        }
    }

    /// Sends the end of the stream; the other direction stays open.
    package func finishSending() {
        _ = shutdown(raw, Int32(SHUT_WR))
    }

    /// Ends both directions, which wakes every thread that waits on this socket.
    package func shutDown() {
        _ = shutdown(raw, Int32(SHUT_RDWR))
    }

    /// Closes with a RST instead of a FIN (SO_LINGER 0).
    package func reset() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(raw, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Sends a RST now and keeps the descriptor, so that threads which wait on it wake and let go of it by themselves.
    package func abort() {
        // Connecting to no address disconnects a TCP socket, see connect(2).
        var nowhere = sockaddr(sa_family: sa_family_t(AF_UNSPEC), sa_data: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        _ = connect(raw, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// Switches Nagle's algorithm off, so that each small send is a segment of its own.
    package func sendAtOnce() {
        set(Int32(IPPROTO_TCP), TCP_NODELAY, to: 1)
    }

    /// Waits until the peer has closed or reset, reading nothing. Also ends when this side is shut down.
    package func waitForHangUp(by deadline: Deadline = .never) throws {
        guard try isReady(for: Self.peerFinished, by: deadline) else { throw RigError.late("the peer to hang up") }
    }

    /// Reads and drops until the peer finishes or resets.
    package func drain(by deadline: Deadline = .never) throws {
        while try !read(upTo: 65_536, by: deadline).isEmpty {}
    }

    /// POLLRDHUP of poll(2), which Glibc hides from Swift: the peer has finished, even if its last bytes are unread.
    private static let peerFinished: Int32 = 0x2000

    /// The error that a connect in the background ended with, 0 for none (SO_ERROR).
    var pendingError: Int32 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(raw, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { return errno }
        return code
    }

    func set(_ level: Int32, _ name: Int32, to value: Int32) {
        var value = value
        _ = setsockopt(raw, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
