/// A port that the server is to listen on for us (RFC 4254 section 7.1).
package struct RemoteListen: Sendable, Hashable {
    /// An address of the server's, "localhost", or "" for every address.
    package var host: String
    /// The port; 0 lets the server choose.
    package var port: UInt16

    /// Makes a request; nothing is checked.
    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}
