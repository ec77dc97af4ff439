/// The optional first field of a forward: on which of a machine's addresses to listen.
///
/// Shapes as in ssh(1): absent, empty or `*`, `localhost`, anything else.
package enum BindAddress: Sendable, Hashable {
    /// Not given: loopback, or everything when GatewayPorts is on.
    case unspecified
    /// Empty or `*`: every address.
    case wildcard
    /// `localhost`: loopback of both families, whatever GatewayPorts says.
    case localhost
    /// One address or a name that resolves to it.
    case address(String)

    /// Reads the field; nil stands for an absent one.
    package init(field: String?) {
        switch field {
        case nil: self = .unspecified
        case "", "*": self = .wildcard
        case "localhost": self = .localhost
        case .some(let text): self = .address(text)
        }
    }

    /// What to bind, in ssh's order (seen on OpenSSH 9.2 with glibc).
    ///
    /// Loopback is `::1`, then `127.0.0.1`; everything is `0.0.0.0`, then `::` (IPv6-only sockets). An explicit
    /// address comes back alone and unchanged: it may be a name, which the caller resolves within `family`.
    package func listenHosts(gatewayPorts: Bool, family: AddressFamily) -> [String] {
        switch self {
        case .unspecified where gatewayPorts, .wildcard: Self.pick(ipv4: "0.0.0.0", ipv6: "::", family, ipv4First: true)
        case .unspecified, .localhost: Self.pick(ipv4: "127.0.0.1", ipv6: "::1", family, ipv4First: false)
        case .address(let host): [host]
        }
    }

    private static func pick(ipv4: String, ipv6: String, _ family: AddressFamily, ipv4First: Bool) -> [String] {
        switch family {
        case .any: ipv4First ? [ipv4, ipv6] : [ipv6, ipv4]
        case .inet: [ipv4]
        case .inet6: [ipv6]
        }
    }
}
