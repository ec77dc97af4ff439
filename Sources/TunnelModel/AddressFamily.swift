/// Which IP family may be used: ssh's AddressFamily, `-4` and `-6`.
package enum AddressFamily: String, Sendable, Hashable, CaseIterable {
    /// Both families.
    case any
    /// IPv4 only.
    case inet
    /// IPv6 only.
    case inet6
}
