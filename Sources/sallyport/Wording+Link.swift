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
            // The banner is "SSH-2.0-software comments" (RFC 4253 section 4.2).
            let name = software.split(separator: "-", maxSplits: 2).last ?? ""
            console.say("Remote protocol version 2.0, remote software version \(name)", at: .debug1)
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
        case .keyExcluded(let path, let algorithm):
            let reason = "corresponding algorithm not in PubkeyAcceptedAlgorithms"
            console.say("Skipping \(algorithm) key \(path) - \(reason)", at: .debug1)
        case .wrongPassphrase(let path):
            console.say("Bad passphrase, try again for \(path).", at: .debug1)
        case .authenticated(let path):
            tellAuthenticated(settings.hostName, settings.hostName, settings.port, path)
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
