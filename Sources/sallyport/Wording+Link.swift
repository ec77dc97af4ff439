import CommandSupport
import Link
import NIOCore
import Settings
import TunnelModel

/// ssh's lines about connecting, logging in and losing the link.
extension Wording {
    func tell(_ event: LinkEvent) {
        switch event {
        case .connecting(let host, let address, let port):
            console.say("Connecting to \(host) [\(address)] port \(port).", at: .debug1)
        case .addressFailed(let address, let port, let words):
            console.say("connect to address \(address) port \(port): \(words)", at: .debug1)
        case .connected:
            console.say("Connection established.", at: .debug1)
        case .keysExchanged(let software, let key):
            console.say("Remote protocol version 2.0, remote software version \(software)", at: .debug1)
            console.say("Server host key: \(key.algorithm) \(key.fingerprint)", at: .debug1)
        case .methods(let methods):
            console.say("Authentications that can continue: \(methods.joined(separator: ","))", at: .debug1)
        case .identityUnusable(let path, let words):
            console.say("Load key \"\(path)\": \(words)", at: .error)
        case .identityTooOpen(let path, let mode):
            tellTooOpen(path, mode)
        case .offering(let path, let algorithm, let fingerprint):
            console.say("Offering public key: \(path) \(algorithm) \(fingerprint)", at: .debug1)
        case .keyRefused(let path):
            console.say("Key not accepted: \(path)", at: .debug1)
        case .wrongPassphrase(let path):
            console.say("Bad passphrase, try again for \(path).", at: .debug1)
        case .authenticated(let path):
            tellAuthenticated(settings.host, settings.hostName, settings.port, path)
        case .loggedIn(let cipher):
            console.say("cipher: \(cipher)", at: .debug1)
        case .replacementFailed(let words):
            console.say("No new session can be had now: \(words)", at: .error)
        case .retired:
            console.say("An open went unanswered; a new session takes over for new connections.", at: .verbose)
        case .bindFailed(let line):
            console.say(line, at: .error)
        case .agent(let event):
            tell(event)
        case .willAttempt(let name, let key, let isInAgent):
            let origin = isInAgent ? " agent" : ""
            console.say("Will attempt key: \(name) \(key.displayType) \(key.fingerprint)\(origin)", at: .debug1)
        case .identityLocked(let path):
            console.say("Key '\(path)' is locked, and nobody may be asked for its passphrase now.", at: .verbose)
        case .jump(let host, let port, .authenticated(let path)):
            tellAuthenticated(host, host, port, path)
        case .jump(let host, let port, let event):
            console.say("Jump host \(host) port \(port):", at: .debug2)
            tell(event)
        case .tryingAgain:
            console.say("Trying again...", at: .debug1)
        case .up, .lost, .attemptFailed, .retryIn, .sessionAdded, .sessionRemoved, .sessionNotAdded, .listening,
            .listenRefused:
            tellUpkeep(event)
        }
    }

    /// How the link is kept up.
    private func tellUpkeep(_ event: LinkEvent) {
        switch event {
        case .up(let isAgain):
            if isAgain { console.say("Connection to \(settings.host) is up again.", at: .info) }
        case .lost(let error):
            tell(error)
        case .attemptFailed(let error):
            console.say("\(error)", at: .verbose)
        case .retryIn(let delay):
            console.say("Connecting again in \(delay.nanoseconds / 1_000_000) ms.", at: .verbose)
        case .sessionAdded(let count), .sessionRemoved(let count):
            console.say("The link has \(count) sessions now.", at: .debug1)
        case .sessionNotAdded(let words):
            console.say("No further session can be had now: \(words)", at: .verbose)
        case .listening(let request, let port):
            console.say("remote forward success for: listen \(request.host):\(port)", at: .debug1)
        case .listenRefused(let request, let words, let isRepeated):
            let line = "remote port forwarding failed for listen port \(request.port)"
            console.say(isRepeated ? "\(line): \(words)" : "Warning: \(line)", at: isRepeated ? .debug1 : .info)
        default:
            return
        }
    }

    private func tell(_ event: AgentEvent) {
        switch event {
        case .unavailable(let words):
            console.say("get_agent_identities: ssh_get_authentication_socket: \(words)", at: .debug1)
        case .listed(let count):
            console.say("get_agent_identities: agent returned \(count) keys", at: .debug1)
        case .skipped(let name, let algorithm):
            console.say("Skipping \(algorithm) key \(name): keys of this kind are not supported", at: .debug1)
        case .signingFailed(let name, let key, let words):
            let line = "sign_and_send_pubkey: signing failed for \(key.displayType) \"\(name)\" from agent: \(words)"
            console.say(line, at: .error)
        }
    }

    private func tellAuthenticated(_ host: String, _ address: String, _ port: UInt16, _ path: String?) {
        let method = path == nil ? "none" : "publickey"
        console.say("Authenticated to \(host) ([\(address)]:\(port)) using \"\(method)\".", at: .verbose)
    }

    func tell(_ error: LinkError) {
        tell(error, host: settings.host, place: "\(settings.hostName) port \(settings.port)")
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

    private func tellTooOpen(_ path: String, _ mode: UInt32) {
        let line = String(repeating: "@", count: 59)
        let octal = String(mode, radix: 8)
        let padded = String(repeating: "0", count: max(0, 4 - octal.count)) + octal
        let lines = [
            line, "@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @", line,
            "Permissions \(padded) for '\(path)' are too open.",
            "It is required that your private key files are NOT accessible by others.",
            "This private key will be ignored.",
            "Load key \"\(path)\": bad permissions",
        ]
        for line in lines { console.say(line, at: .error) }
    }
}
