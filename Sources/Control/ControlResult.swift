package import TunnelModel

/// What came of a request to set up or to take down a forward.
package enum ControlResult: Sendable, Hashable {
    /// Done, or there already.
    case ok
    /// Done, or there already, on the port that the server picked for `-R 0`.
    case remotePort(UInt16)
    /// Not done; the reason is shown to the person behind the client.
    case failed(String)

    /// The forward cannot be set up, in ssh's words: those for a local one name no port, those for a remote one do.
    package static func notSetUp(_ spec: ForwardSpec) -> ControlResult {
        guard spec.kind == .remote else { return .failed("Port forwarding failed") }
        switch spec.listen {
        case .tcp(_, let port): return .failed("remote port forwarding failed for listen port \(port)")
        case .unix(let path): return .failed("remote port forwarding failed for listen path \(path)")
        case nil: return .failed("Port forwarding failed")
        }
    }

    /// There is no such forward to take down, in ssh's words.
    package static let notForwarded = ControlResult.failed("port not forwarded")
}
