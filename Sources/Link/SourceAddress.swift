import CPosix
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// The local address to connect from: BindAddress, else an address of BindInterface (OpenSSH sshconnect.c,
/// `ssh_create_socket`).
struct SourceAddress: Sendable {
    /// There is no such address; ssh's line for it.
    struct Fault: Error, Equatable {
        var line: String
    }

    let settings: HopSettings
    let threads: NIOThreadPool

    /// The address to bind before connecting to `target`, of its family; nil: the system's choice.
    /// - Throws: `Fault`.
    func address(for target: SocketAddress) async throws -> SocketAddress? {
        let family = target.protocol == .inet6 ? AddressFamily.inet6 : .inet
        if let host = settings.bindAddress { return try await resolved(host, family) }
        guard let name = settings.bindInterface else { return nil }
        let text = try await threads.runIfActive { try Self.addressOfInterface(name, family) }
        do {
            return try SocketAddress(ipAddress: text, port: 0)
        } catch {
            throw Fault(line: "bind \(text): \(error)")
        }
    }

    private func resolved(_ host: String, _ family: AddressFamily) async throws -> SocketAddress? {
        do {
            return try await AddressResolver(threads: threads).addresses(of: host, port: 0, family: family).first
        } catch let error as AddressResolver.Unresolved {
            throw Fault(line: "getaddrinfo: \(host): \(error.words)")
        }
    }

    private static func addressOfInterface(_ name: String, _ family: AddressFamily) throws -> String {
        var text = [CChar](repeating: 0, count: 64)
        let number: CInt = family == .inet6 ? 6 : 4
        if let words = sallyport_interface_address(name, number, &text, text.count) {
            throw Fault(line: "getifaddrs: \(name): \(String(cString: words))")
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
