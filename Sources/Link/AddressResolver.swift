import CPosix
import NIOCore
import NIOPosix
import TunnelModel

/// Looks names up with the system's resolver, on a thread of its own: getaddrinfo blocks.
struct AddressResolver: Sendable {
    let threads: NIOThreadPool

    /// All addresses of `host` in the resolver's order.
    /// - Throws: `LinkError.unresolved` with the resolver's words.
    func addresses(of host: String, port: UInt16, family: AddressFamily) async throws -> [SocketAddress] {
        try await threads.runIfActive { try Self.lookUp(host, port, family) }
    }

    private static func lookUp(_ host: String, _ port: UInt16, _ family: AddressFamily) throws -> [SocketAddress] {
        let familyNumber: CInt =
            switch family {
            case .any: 0
            case .inet: 4
            case .inet6: 6
            }
        var text = [CChar](repeating: 0, count: 8192)
        if let words = sallyport_resolve(host, familyNumber, &text, text.count) {
            throw LinkError.unresolved(host: host, words: String(cString: words))
        }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            try SocketAddress(ipAddress: String(line), port: Int(port))
        }
    }
}
