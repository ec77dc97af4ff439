import Enrollment
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// Spends a token: the signature, the host key that the enrollee saw, then all else in one transaction.
    func enroll(_ id: WireTokenID, _ request: EnrollRequest, from: PlainText?) async throws -> EnrollReply {
        guard whereabouts.hostKeys.contains(request.hostKey) else {
            throw Refusal(
                .wrongHostKey, "the host key \(request.hostKey) that you see is not this bastion's",
                advice: "somebody may stand between: do not go on, and tell the administrator")
        }
        let proof = EnrollmentProof(token: id, hostKey: request.hostKey, key: request.key)
        try proof.verify(request.signature)
        let host = request.name.map { PlainText(cleaning: $0.text) } ?? request.facts.hostName
        let enrolled = try registry.enroll(
            Enrolling(
                token: RowID(id.number), key: request.key, host: host, facts: try request.facts.stored, from: from),
            at: clock())
        try writeKeyFiles()
        switch enrolled.member {
        case .device(let device):
            // A key that was replaced has no right to its sessions any more.
            let owner = KeyOwner.device(device.id.value)
            if !enrolled.isRepeated {
                let old = monitors(of: owner).filter { $0.fingerprint != request.key.fingerprint }
                await end(old, because: "another key took the device's place")
            }
            return EnrollReply(
                role: .device, name: PlainText(cleaning: device.name.text), isPending: device.state == .pending,
                retryAfter: device.state == .pending ? TimeSpan(seconds: 60) : nil,
                whereabouts: try whereabouts.for(.device))
        case .operator(let found):
            return EnrollReply(
                role: .operator, name: PlainText(cleaning: found.name.text), isPending: false,
                whereabouts: try whereabouts.for(.operator))
        }
    }
}
