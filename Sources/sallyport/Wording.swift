import CommandSupport
import Forwarding
import Settings
import TunnelModel

/// What is said on standard error, in ssh's words: scripts look for them.
struct Wording: Sendable {
    let settings: ClientSettings
    let console: Console

    /// The host as ssh shows it in messages about its key.
    var hostName: String { settings.knownHostsName }

    // MARK: forwards

    /// Tells of a forward's failed addresses; true if the forward counts as set up.
    ///
    /// Unlike ssh, which is content with one of two addresses, a partly bound forward counts as failed when failures
    /// are to end the program: whoever connects to the other address would reach somebody else.
    func tell(_ bound: Forwarder.Bound, of forward: LocalForward) -> Bool {
        let isComplete = bound.failures.allSatisfy { $0.isAbsentAddress }
        for failure in bound.failures {
            let isDecisive = bound.listeners.isEmpty || (settings.exitOnForwardFailure && !failure.isAbsentAddress)
            console.say(Self.line(failure), at: isDecisive ? .error : .verbose)
        }
        for case .address(let host, let port) in bound.listeners.map(\.place) {
            console.say("Local forwarding listening on \(host) port \(port).", at: .debug1)
        }
        // As ssh, which says no more of a name that it could not look up.
        let isNameless = bound.failures.allSatisfy { if case .name = $0.place { true } else { false } }
        if bound.listeners.isEmpty, !isNameless, case .tcp(_, let port, _) = forward.listen {
            console.say("channel_setup_fwd_listener_tcpip: cannot listen to port: \(port)", at: .error)
        }
        return !bound.listeners.isEmpty && (isComplete || !settings.exitOnForwardFailure)
    }

    private static func line(_ failure: ListenFailure) -> String {
        switch failure.place {
        case .address(let host, let port): "bind [\(host)]:\(port): \(failure.words)"
        case .name(let name): "channel_setup_fwd_listener_tcpip: getaddrinfo(\(name)): \(failure.words)"
        case .path(let path): "unix_listener: cannot bind to path \(path): \(failure.words)"
        }
    }

    func tellForwardsFailed() {
        console.say("Could not request local forwarding.", at: .error)
    }

    func tell(_ event: ForwardEvent) {
        switch event {
        case .accepted(let number, let origin, let target):
            console.say("channel \(number): new direct-tcpip from \(origin) to \(target)", at: .debug1)
        case .openFailed(let number, _, let error):
            let reason = error.code == .openRefused ? error.detail : error.description
            console.say("channel \(number): open failed: \(reason)", at: .error)
        case .closed(let number, let error):
            let reason = error.map { ": \($0)" } ?? ""
            console.say("channel \(number): free\(reason)", at: .debug1)
        case .acceptFailed(let words):
            console.say("accept: \(words)", at: .error)
        case .socksAccepted, .socksRequested, .socksRefused, .streamAccepted, .dialFailed:
            // Of forwards that this program does not offer yet.
            break
        }
    }
}
