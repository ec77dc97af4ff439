package import TunnelModel

/// What kind of stream to open, and with how much receive window.
package struct StreamRequest: Equatable, Sendable {
    /// The kinds of stream that we open.
    package enum Kind: Equatable, Sendable {
        /// A TCP connection from the server to `target` (RFC 4254 section 7.2).
        case directTCPIP(target: Endpoint, originator: Endpoint)
        /// A program on the server, run by its shell (RFC 4254 section 6.5).
        case exec(String)
        /// The engine's own idle session stream, for pings.
        case control
        /// An open that the server is bound to refuse, for pings where sessions are not allowed.
        case probe
    }

    /// What to open.
    package var kind: Kind
    /// Receive window in bytes; at least `ReceiveWindow.initial`.
    package var window: Int

    /// Asks for a receive window in bytes, 32 KiB to 64 MiB; 2 MiB by default, as in ssh.
    package init(_ kind: Kind, window: Int = 2 << 20) {
        self.kind = kind
        self.window = window
    }

    var channelType: String {
        switch kind {
        case .directTCPIP, .probe: "direct-tcpip"
        case .exec, .control: "session"
        }
    }

    /// The fields that follow the common ones in SSH_MSG_CHANNEL_OPEN.
    var message: [UInt8] {
        switch kind {
        case .directTCPIP(let target, let originator): Self.message(target, originator)
        case .probe: Self.message(Endpoint(host: "127.0.0.1", port: 1), Endpoint(host: "127.0.0.1", port: 0))
        case .exec, .control: []
        }
    }

    private static func message(_ target: Endpoint, _ originator: Endpoint) -> [UInt8] {
        var writer = SSHWireWriter()
        for endpoint in [target, originator] {
            writer.write(string: endpoint.host.utf8)
            writer.write(uint32: UInt32(endpoint.port))
        }
        return writer.bytes
    }
}
