import SSHTransport
import TunnelModel

/// Remembers the host key that was accepted first, so that nobody is asked about a later connection of the same link.
actor RememberedHostKey: HostKeyVerifier {
    private let verifier: any HostKeyVerifier
    private var accepted: PublicKey?

    /// Asks `verifier`.
    init(_ verifier: any HostKeyVerifier) {
        self.verifier = verifier
    }

    func ordered(_ algorithms: [String]) async -> [String] {
        await verifier.ordered(algorithms)
    }

    func verify(_ server: SSHServerIdentity) async -> Bool {
        if let accepted { return await verifier.verifyAgain(server, accepted: accepted) }
        guard await verifier.verify(server) else { return false }
        accepted = server.hostKey
        return true
    }

    func verifyAgain(_ server: SSHServerIdentity, accepted: PublicKey) async -> Bool {
        await verifier.verifyAgain(server, accepted: accepted)
    }
}
