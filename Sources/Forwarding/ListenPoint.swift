package import TunnelModel

/// Where connections are accepted on this side.
package enum ListenPoint: Sendable, Equatable {
    /// A TCP port, 1–65535, on each of these hosts, in ssh's order: numeric addresses, or names, each of whose addresses
    /// of this family is bound.
    case tcp(hosts: [String], port: UInt16, family: AddressFamily = .any)
    /// A Unix socket, whose file gets mode 0777 less `mask` (StreamLocalBindMask; ssh's default is 0177).
    ///
    /// `replaces`: what is at the path is removed first (StreamLocalBindUnlink). The file stays at the end, as with ssh.
    case unix(path: String, mask: UInt32 = 0o177, replaces: Bool = false)
}
