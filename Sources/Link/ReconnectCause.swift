import TunnelModel

/// Why a link is down, as far as it matters for when to try again.
package enum ReconnectCause: Sendable, Hashable, CaseIterable {
    /// The network, or a name, is away; or the link was up and broke.
    case network
    /// The server is there and takes no connection now: nobody listens, or too many log in at once.
    case refused
    /// The server does not know our key. Trying often looks like an attack and is punished (PerSourcePenalties).
    case authentication
    /// The host key is not the one that we trust: nothing was sent that proves who we are.
    case hostKey
    /// The two sides have no language in common, or the server sends us away.
    case incompatible

    /// What stands behind an error.
    package init(_ error: LinkError) {
        switch error {
        case .unresolved: self = .network
        case .unreachable(_, _, let words): self = words.contains("refused") ? .refused : .network
        case .hostKeyRejected: self = .hostKey
        case .permissionDenied: self = .authentication
        case .session(let error, let isLoggedIn): self.init(error, isLoggedIn)
        case .jump(_, _, let error): self.init(error)
        }
    }

    private init(_ error: SSHError, _ isLoggedIn: Bool) {
        switch error.code {
        case .hostKeyRejected: self = .hostKey
        case .authenticationRejected, .keyUnusable: self = .authentication
        case .notSSH, .algorithmMismatch, .protocolFault: self = isLoggedIn ? .network : .incompatible
        // MaxStartups closes before the banner; "too many authentication failures" comes as a message.
        case .disconnected: self = isLoggedIn ? .network : .authentication
        case .peerClosed: self = isLoggedIn ? .network : .refused
        default: self = .network
        }
    }
}
