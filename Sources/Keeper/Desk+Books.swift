import Enrollment
import KeeperProtocol
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// Lines of the audit, newest first.
    func audit(_ question: AuditQuery) throws -> [AuditRecord] {
        let verbs: Set<AuditVerb>
        if let word = question.verb?.text {
            guard let verb = AuditVerb(rawValue: word) else {
                throw Refusal(
                    .badRequest, "the audit knows no '\(word)'",
                    advice: "it knows: " + AuditVerb.allCases.map(\.rawValue).joined(separator: ", "))
            }
            verbs = [verb]
        } else {
            verbs = []
        }
        let filter = AuditFilter(
            device: question.device, operator: question.about, verbs: verbs, since: question.since,
            until: question.before, limit: min(question.limit ?? 1_000, 100_000))
        return try registry.audit(filter).filter { question.actor == nil || $0.actor == question.actor }.map { line in
            AuditRecord(
                number: line.id, time: line.time, actor: line.actor, verb: PlainText(cleaning: line.verb.rawValue),
                device: line.device, about: line.operator, detail: line.detail.text.isEmpty ? nil : line.detail)
        }
    }

    /// Why an operator can use a service, or not, for an administrator.
    func why(_ question: WhyQuestion) throws -> ServiceVerdict {
        let wanted = question.service
        let explanation = try registry.explain(question.by, wanted.device, wanted.service, at: clock())
        return try why(explanation, wanted, isOpen: true)
    }

    /// How the keeper is.
    func status() throws -> KeeperStatus {
        let counts = try registry.deviceCounts()
        return KeeperStatus(
            version: PlainText(cleaning: KeeperVersion.number), since: started, state: try FilePath(settings.state),
            whereabouts: try whereabouts.for(.device), sshd: sshd.map { PlainText(cleaning: $0) },
            devices: counts.values.reduce(0, +), pending: counts[.pending] ?? 0, online: presence.onlineCount,
            operators: try registry.operators().count, sessions: index.count, lastBackup: lastBackup)
    }
}
