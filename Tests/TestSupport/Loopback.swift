import Glibc

/// The loopback address of one family. The rig never listens on anything else.
package enum Loopback: Sendable {
    /// 127.0.0.1
    case v4
    /// ::1
    case v6

    /// The address as text, without brackets.
    package var host: String { self == .v4 ? "127.0.0.1" : "::1" }

    var domain: Int32 { self == .v4 ? AF_INET : AF_INET6 }

    /// Hands `body` this address with `port` as the system wants it.
    func withAddress<T>(port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> T) rethrows -> T {
        var storage = sockaddr_storage()
        let length = fill(&storage, port: port)
        return try withUnsafePointer(to: &storage) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body($0, length) }
        }
    }

    private func fill(_ storage: inout sockaddr_storage, port: UInt16) -> socklen_t {
        withUnsafeMutableBytes(of: &storage) { bytes in
            switch self {
            case .v4:
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
                bytes.storeBytes(of: address, as: sockaddr_in.self)
                return socklen_t(MemoryLayout<sockaddr_in>.size)
            case .v6:
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                address.sin6_port = port.bigEndian
                address.sin6_addr = in6addr_loopback
                bytes.storeBytes(of: address, as: sockaddr_in6.self)
                return socklen_t(MemoryLayout<sockaddr_in6>.size)
            }
        }
    }

    /// The local port of a bound socket.
    static func port(of socket: Descriptor) throws -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.raw, $0, &length) }
        }
        guard result == 0 else { throw RigError(system: "getsockname") }
        // The port sits at the same place in both families: right after the family.
        return withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
    }
}
