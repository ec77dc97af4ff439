import CommandSupport
import Forwarding
import Settings
import TunnelModel

/// ssh's lines about forwards and their connections (OpenSSH channels.c, ssh.c).
extension Wording {
    /// Tells of a forward's failed addresses; true if the forward counts as set up.
    ///
    /// Unlike ssh, which is content with one of two addresses, a partly bound forward counts as failed when failures
    /// are to end the program: whoever connects to the other address would reach somebody else.
    func tell(_ bound: Forwarder.Bound, of point: ListenPoint) -> Bool {
        let isComplete = bound.failures.allSatisfy { $0.isAbsentAddress }
        for failure in bound.failures {
            let isDecisive = bound.listeners.isEmpty || (settings.exitOnForwardFailure && !failure.isAbsentAddress)
            console.say(Self.line(failure), at: isDecisive ? .error : .verbose)
        }
        for listener in bound.listeners {
            switch listener.place {
            case .address(let host, let port):
                console.say("Local forwarding listening on \(host) port \(port).", at: .debug1)
            case .path(let path): console.say("Local forwarding listening on path \(path).", at: .debug1)
            case .name: break
            }
        }
        // As ssh, which says no more of a name that it could not look up.
        let isNameless = bound.failures.allSatisfy { if case .name = $0.place { true } else { false } }
        if bound.listeners.isEmpty, !isNameless, case .tcp(_, let port, _) = point {
            console.say("channel_setup_fwd_listener_tcpip: cannot listen to port: \(port)", at: .error)
        }
        return !bound.listeners.isEmpty && (isComplete || !settings.exitOnForwardFailure)
    }

    func tellForwardsFailed() {
        console.say("Could not request local forwarding.", at: .error)
    }

    /// The port that the server chose.
    func tellAllocated(_ port: UInt16, for spec: ForwardSpec) {
        let target =
            switch spec.target {
            case .tcp(let endpoint): "\(endpoint.host):\(endpoint.port)"
            case .unix(let path): "\(path):-2"
            case .socks: "socks:0"
            }
        console.say("Allocated port \(port) for remote forward to \(target)", at: .info)
    }

    func tell(_ event: ForwardEvent) {
        switch event {
        case .accepted(let number, let origin, let target):
            console.say("channel \(number): new direct-tcpip from \(origin) to \(target)", at: .debug1)
        case .socksAccepted(let number, let origin):
            console.say("channel \(number): new dynamic-tcpip from \(origin)", at: .debug1)
        case .streamAccepted(let number, let forward):
            console.say("channel \(number): new forwarded-tcpip for port \(forward.port)", at: .debug1)
        case .socksRequested(let number, let target):
            console.say("channel \(number): dynamic request: connect to \(target)", at: .debug1)
        case .socksRefused(let number, let refusal):
            console.say("channel \(number): dynamic request refused: \(refusal)", at: .debug1)
        case .openFailed(let number, _, let error):
            let reason = error.code == .openRefused || error.code == .unreachable ? error.detail : error.description
            console.say("channel \(number): open failed: \(reason)", at: .error)
        case .dialFailed(let number, let target, let failure):
            console.say(Self.line(target, failure), at: .info)
            console.say("channel \(number): connection failed: \(failure.words)", at: .debug1)
        case .closed(let number, let error):
            let reason = error.map { ": \($0)" } ?? ""
            console.say("channel \(number): free\(reason)", at: .debug1)
        case .acceptFailed(let words):
            console.say("accept: \(words)", at: .error)
        }
    }

    private static func line(_ failure: ListenFailure) -> String {
        switch failure.place {
        case .address(let host, let port): "bind [\(host)]:\(port): \(failure.words)"
        case .name(let name): "channel_setup_fwd_listener_tcpip: getaddrinfo(\(name)): \(failure.words)"
        case .path(let path): "unix_listener: cannot bind to path \(path): \(failure.words)"
        }
    }

    private static func line(_ target: ForwardTarget, _ failure: DialFailure) -> String {
        switch (target, failure) {
        case (.tcp(let endpoint), .unresolved(let words)):
            "connect_to \(endpoint.host): unknown host (\(words))"
        case (.tcp(let endpoint), _): "connect_to \(endpoint.host) port \(endpoint.port): failed."
        case (.unix(let path), _): "connect to \(path) port -2 failed: \(failure.words)"
        case (.socks, _): "dynamic request failed: \(failure.words)"
        }
    }
}
