import NIOCore
import TunnelModel

extension Endpoint {
    /// The numeric form of a socket's address; "127.0.0.1" and 65535, as ssh says, for sockets that have none.
    init(_ address: SocketAddress?) {
        let port = address?.port.flatMap { UInt16(exactly: $0) }
        self.init(host: address?.ipAddress ?? "127.0.0.1", port: port ?? 65535)
    }
}
