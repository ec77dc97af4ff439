/// Where a forward accepts connections.
package enum ListenSide: Sendable, Hashable {
    /// A TCP port. Port 0 (the server picks) occurs with remote forwards only.
    case tcp(bind: BindAddress, port: UInt16)
    /// A Unix socket, by path, 1–107 bytes.
    case unix(String)
}
