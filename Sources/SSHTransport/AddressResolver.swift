import CPosix
package import NIOCore
package import NIOPosix
package import TunnelModel

/// Looks names up with the system's resolver, on a thread of its own: getaddrinfo blocks.
package struct AddressResolver: Sendable {
    /// A name that has no address; `words` are the resolver's, such as "Name or service not known".
    package struct Unresolved: Error, Sendable, Equatable {
        /// The name.
        package var host: String
        /// Why it has no address, in the resolver's words.
        package var words: String
    }

    private let threads: NIOThreadPool

    /// Looks up on these threads, which must have been started; each look-up takes one until it is answered.
    package init(threads: NIOThreadPool) {
        self.threads = threads
    }

    /// All addresses of `host` in the resolver's order, each once; a numeric address comes back alone.
    /// - Throws: `Unresolved`.
    package func addresses(of host: String, port: UInt16, family: AddressFamily) async throws -> [SocketAddress] {
        try await threads.runIfActive { try Self.lookUp(host, port, family) }
    }

    /// The same as a future on `loop`; fails with `Unresolved`.
    package func addresses(of host: String, port: UInt16, family: AddressFamily, on loop: any EventLoop)
        -> EventLoopFuture<[SocketAddress]>
    {
        threads.runIfActive(eventLoop: loop) { try Self.lookUp(host, port, family) }
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
            throw Unresolved(host: host, words: String(cString: words))
        }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        var lines: [Substring] = []
        // A hosts file may name an address twice.
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where !lines.contains(line) {
            lines.append(line)
        }
        return try lines.map { try SocketAddress(ipAddress: String($0), port: Int(port)) }
    }
}
