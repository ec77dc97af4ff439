/// Where the accepted connections of a forward go.
package enum ForwardTarget: Sendable, Hashable {
    /// A host and a port, 1–65535.
    case tcp(Endpoint)
    /// A Unix socket, by path, up to 107 bytes.
    case unix(String)
    /// Wherever the SOCKS request on each connection says.
    case socks
}
