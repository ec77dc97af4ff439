import CommandSupport
import Link
import SSHTransport
import Settings
import TunnelModel

/// ssh's lines about host keys (OpenSSH sshconnect.c).
extension Wording {
    func tell(_ decision: HostKeyDecision, about key: PublicKey, _ answer: KnownHostsAnswer) {
        let type = key.displayType
        switch (decision, answer) {
        case (.accept, .ok(let place)):
            console.say("Host '\(hostName)' is known and matches the \(type) host key.", at: .debug1)
            console.say("Found key in \(place)", at: .debug1)
        case (.refuseUnknown, _):
            if settings.strictHostKeyChecking == .yes {
                let line = "No \(type) host key is known for \(hostName) and you have requested strict checking."
                console.say(line, at: .error)
            }
        case (.refuseRevoked, .revoked(let place)):
            tellBanner("       WARNING: REVOKED HOST KEY DETECTED!               ")
            console.say("The \(type) host key for \(hostName) is marked as revoked.", at: .error)
            console.say("This could mean that a stolen key is being used to", at: .error)
            console.say("impersonate this host.", at: .error)
            console.say("The mark is in \(place).", at: .error)
        case (.refuseChanged, .changed(let place, let known)):
            tellChanged(key, place, known)
        default: return
        }
    }

    func authenticityQuestion(_ key: PublicKey) -> String {
        """
        The authenticity of host '\(hostName)' can't be established.
        \(key.displayType) key fingerprint is \(key.fingerprint).
        Are you sure you want to continue connecting (yes/no/[fingerprint])? 
        """
    }

    func tellRecorded(_ key: PublicKey, trouble: String?) {
        if let trouble {
            let file = settings.userKnownHostsFiles.first ?? ""
            console.say("Failed to add the host to the list of known hosts (\(file)): \(trouble).", at: .info)
        } else {
            let line = "Warning: Permanently added '\(hostName)' (\(key.displayType)) to the list of known hosts."
            console.say(line, at: .info)
        }
    }

    private func tellChanged(_ key: PublicKey, _ place: KnownHostsAnswer.Place, _ known: PublicKey) {
        tellBanner("    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     ")
        let lines = [
            "IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!",
            "Someone could be eavesdropping on you right now (man-in-the-middle attack)!",
            "It is also possible that a host key has just been changed.",
            "The fingerprint for the \(key.displayType) key sent by the remote host is",
            "\(key.fingerprint).",
            "Please contact your system administrator.",
            "Add correct host key in \(settings.userKnownHostsFiles.first ?? place.file) to get rid of this message.",
            "Offending \(known.displayType) key in \(place)",
            "  remove with:",
            "  ssh-keygen -f \"\(place.file)\" -R \"\(hostName)\"",
        ]
        for line in lines { console.say(line, at: .error) }
        if known.algorithm == "ssh-rsa", key.algorithm != "ssh-rsa", !SSHConfiguration.verifiesRSAHostKeys {
            let line = "Only an RSA key is known for this host, and libssh2 \(SSHConfiguration.libraryVersion)"
            console.say("\(line) cannot check RSA host keys: this may be no change at all.", at: .error)
        }
        if settings.strictHostKeyChecking == .off {
            console.say("Port forwarding is disabled to avoid man-in-the-middle attacks.", at: .error)
        } else {
            let line = "Host key for \(hostName) has changed and you have requested strict checking."
            console.say(line, at: .error)
        }
    }

    private func tellBanner(_ text: String) {
        let line = String(repeating: "@", count: 59)
        for line in [line, "@\(text)@", line] { console.say(line, at: .error) }
    }
}
