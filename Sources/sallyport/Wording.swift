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
    func tell(_ bound: LocalForwarder.Bound, of forward: LocalForward) -> Bool {
        let isComplete = bound.failures.allSatisfy { $0.isAbsentAddress }
        for failure in bound.failures {
            let line = "bind [\(failure.host)]:\(failure.port): \(failure.words)"
            let isDecisive = bound.listeners.isEmpty || (settings.exitOnForwardFailure && !failure.isAbsentAddress)
            console.say(line, at: isDecisive ? .error : .verbose)
        }
        for host in forward.hosts where !bound.failures.contains(where: { $0.host == host }) {
            console.say("Local forwarding listening on \(host) port \(forward.port).", at: .debug1)
        }
        if bound.listeners.isEmpty {
            console.say("channel_setup_fwd_listener_tcpip: cannot listen to port: \(forward.port)", at: .error)
        }
        return !bound.listeners.isEmpty && (isComplete || !settings.exitOnForwardFailure)
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
        }
    }
}
