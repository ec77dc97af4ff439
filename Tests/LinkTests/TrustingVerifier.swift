import Link
import SSHTransport
import TestSupport
import TunnelModel

/// Trusts the first key, and it again until it is told not to.
final class TrustingVerifier: HostKeyVerifier {
    /// Whether later connections are trusted.
    let trustsAgain = Watched(true)
    /// How often each question was asked.
    let counts = Watched((first: 0, again: 0))

    func ordered(_ algorithms: [String]) async -> [String] { algorithms }

    func verify(_ server: SSHServerIdentity) async -> Bool {
        counts.update { $0.first += 1 }
        return true
    }

    func verifyAgain(_ server: SSHServerIdentity, accepted: PublicKey) async -> Bool {
        counts.update { $0.again += 1 }
        return trustsAgain.value && server.hostKey == accepted
    }
}
