/// One end of a TCP connection, as the user spelled it: a host name or an address, and a port.
///
/// The host is kept as given: no lower-casing, no resolving. An IPv6 address stands without brackets.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// A host name, an IPv4 or an IPv6 address without brackets.
    public var host: String

    /// The port, 0–65535. What 0 means is up to the place where the endpoint is used.
    public var port: UInt16

    /// Makes an endpoint from its two parts; nothing is checked.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// `host:80`, or `[::1]:80` when the host contains a colon.
    public var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
