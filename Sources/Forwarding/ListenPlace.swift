/// One place to listen on, a part of a `ListenPoint`.
package enum ListenPlace: Sendable, Hashable {
    /// A numeric address and the port.
    case address(host: String, port: UInt16)
    /// A name, before it has been looked up.
    case name(String)
    /// A Unix socket's path.
    case path(String)
}
