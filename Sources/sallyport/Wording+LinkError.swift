import CommandSupport
import Link
import Settings
import TunnelModel

/// ssh's lines about a link that cannot be had or was lost.
extension Wording {
    func tell(_ error: LinkError) {
        tell(error, host: settings.hostName, place: "\(settings.hostName) port \(settings.port)")
    }

    /// `place` is what a message calls the server by: the target, or a jump host.
    private func tell(_ error: LinkError, host: String, place: String) {
        switch error {
        case .jump(let jump, let port, let error):
            tell(error, host: jump, place: "\(jump) port \(port)")
            console.say("\(Usage.program): no way through jump host \(jump) port \(port)", at: .fatal)
        case .unresolved(let host, let words):
            console.say("\(Usage.program): Could not resolve hostname \(host): \(words)", at: .fatal)
        case .unreachable(let host, let port, let words):
            console.say("\(Usage.program): connect to host \(host) port \(port): \(words)", at: .fatal)
        case .hostKeyRejected:
            console.say("Host key verification failed.", at: .fatal)
        case .permissionDenied(let user, let host, let methods):
            if !methods.contains("publickey") {
                let offer = methods.joined(separator: ", ")
                console.say(
                    "The server takes no public keys, and we log in with nothing else; it takes: \(offer).", at: .error)
            }
            console.say("\(user)@\(host): Permission denied (\(methods.joined(separator: ","))).", at: .fatal)
        case .session(let error, let isLoggedIn):
            if isLoggedIn { tellLost(error, host, place) } else { tellFailed(error, place) }
        }
    }

    /// The session ended before we were logged in.
    private func tellFailed(_ error: SSHError, _ place: String) {
        switch error.code {
        case .peerClosed where error.operation == .exchangeBanners || error.operation == .connect:
            let wasReset = error.detail.contains("reset")
            let start = wasReset ? "read: Connection reset by peer" : "Connection closed by remote host"
            console.say("kex_exchange_identification: \(start)", at: .error)
            console.say("Connection \(wasReset ? "reset" : "closed") by \(place)", at: .fatal)
        case .peerClosed:
            console.say("Connection closed by \(place)", at: .fatal)
        case .timedOut where error.operation == .exchangeBanners:
            console.say("Connection timed out during banner exchange", at: .error)
            console.say("Connection to \(place) timed out", at: .fatal)
        case .timedOut:
            console.say("Connection to \(place) timed out", at: .fatal)
        case .notSSH:
            console.say("kex_exchange_identification: \(place) does not speak SSH: \(error.detail)", at: .fatal)
        case .algorithmMismatch:
            console.say("Unable to negotiate with \(place): \(error.detail)", at: .fatal)
        case .disconnected:
            console.say("Received disconnect from \(place):\(error.detail)", at: .info)
            console.say("Disconnected from \(place)", at: .fatal)
        default:
            console.say("\(Usage.program): \(place): \(error)", at: .fatal)
        }
    }

    /// The session ended after we were logged in.
    private func tellLost(_ error: SSHError, _ host: String, _ place: String) {
        switch error.code {
        case .timedOut where error.operation == .ping:
            console.say("Timeout, server \(host) not responding.", at: .error)
        case .peerClosed where error.operation == .connect:
            // What carried the session has ended, such as the session with a jump host.
            console.say("Connection to \(host) lost: \(error.detail)", at: .error)
        case .peerClosed:
            console.say("Connection to \(host) closed by remote host.", at: .info)
        case .disconnected:
            console.say("Received disconnect from \(place):\(error.detail)", at: .info)
            console.say("Disconnected from \(place)", at: .info)
        default:
            console.say("Connection to \(host) lost: \(error)", at: .error)
        }
    }
}
