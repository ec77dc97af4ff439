import Enrollment
import KeeperProtocol
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// Adds an operator by hand, or a key to one.
    func add(_ question: OperatorAdd, by actor: PlainText) throws -> OperatorRecord {
        let now = clock()
        let found: Operator
        if let known = try registry.operator(named: question.name), known.state == .accepted, question.groups.isEmpty {
            found = try registry.addKey(question.key, to: known.name, by: actor, at: now)
        } else {
            found = try registry.addOperator(
                question.name, key: question.key, groups: question.groups, by: actor, at: now)
        }
        try writeKeyFiles()
        return try record(found, sessions: monitors(of: .operator(found.id.value)).count)
    }

    /// All operators, in order of name.
    func operators() throws -> [OperatorRecord] {
        var counts: [KeyOwner: Int] = [:]
        for monitor in index.all {
            if let owner = owners[monitor.fingerprint] { counts[owner, default: 0] += 1 }
        }
        return try registry.operators().map { try record($0, sessions: counts[.operator($0.id.value)] ?? 0) }
    }

    /// Shuts an operator out, and ends its sessions. Gives how many.
    func revoke(_ name: OperatorName, by actor: PlainText) async throws -> Int {
        let found = try registry.revokeOperator(name, by: actor, at: clock())
        try writeKeyFiles()
        return await end(.operator(found.id.value), because: "the operator was revoked by \(actor)")
    }

    /// Grants.
    func add(_ question: GrantAdd, by actor: PlainText) throws -> GrantRecord {
        let now = clock()
        let grant = try registry.addGrant(
            question.to.stored, on: question.target.stored, services: question.services,
            until: question.until?.time(now: now), by: actor, at: now)
        try writeKeyFiles()
        return try GrantRecord(grant)
    }

    /// The grants that are meant.
    func grants(_ question: GrantList) throws -> [GrantRecord] {
        let all = try registry.grants(of: question.to?.stored, everGiven: question.includesEnded, at: clock())
        guard let name = question.device else { return try all.map { try GrantRecord($0) } }
        let labels = try registry.device(named: name)?.labels ?? []
        return try all.filter { grant in
            switch grant.target {
            case .device(let other): other == name
            case .pattern(let pattern): pattern.matches(name)
            case .label(let label): labels.contains { $0.matches(selector: label) }
            }
        }.map { try GrantRecord($0) }
    }

    /// Ends a grant, and the sessions of those who lose it. Gives how many.
    func end(_ question: GrantEnd, by actor: PlainText) async throws -> Int {
        let ended = try registry.endGrant(RowID(question.grant.number), by: actor, at: clock())
        try writeKeyFiles()
        return await end([ended], by: actor)
    }

    /// What each connected operator may reach now.
    func rights() throws -> [KeyOwner: Set<Permit>] {
        var rights: [KeyOwner: Set<Permit>] = [:]
        for monitor in index.all where monitor.role == .operator {
            guard let owner = owners[monitor.fingerprint], rights[owner] == nil else { continue }
            rights[owner] = try permits(monitor.fingerprint)
        }
        return rights
    }

    /// Ends the connections of operators who may reach less than before.
    func endLosers(_ before: [KeyOwner: Set<Permit>], because reason: String) async throws {
        for monitor in index.all where monitor.role == .operator {
            guard let owner = owners[monitor.fingerprint], let old = before[owner] else { continue }
            let new = try permits(monitor.fingerprint)
            if !old.isSubset(of: new) { await end(owner, because: reason) }
        }
    }

    private func permits(_ key: KeyFingerprint) throws -> Set<Permit> {
        guard case .operator(_, _, let permits)? = try registry.keyLine(for: key, role: .operator, at: clock())?.line
        else { return [] }
        return Set(permits.permits)
    }

    private func record(_ found: Operator, sessions count: Int) throws -> OperatorRecord {
        guard let id = WireOperatorID(number: found.id.value) else {
            throw Refusal(.storage, "the registry has an operator with the number \(found.id)")
        }
        return OperatorRecord(
            id: id, name: found.name, isRevoked: found.state == .revoked, groups: found.groups,
            keys: found.keys.map(\.fingerprint), created: found.created,
            sessions: count, lastSeen: found.lastSeen, from: found.from)
    }
}

extension GrantSubject {
    var stored: Grant.Subject {
        switch self {
        case .operator(let name): .operator(name)
        case .group(let name): .group(name)
        }
    }

    init(_ subject: Grant.Subject) {
        switch subject {
        case .operator(let name): self = .operator(name)
        case .group(let name): self = .group(name)
        }
    }
}

extension GrantTarget {
    var stored: Grant.Target {
        switch self {
        case .device(let name): .device(name)
        case .pattern(let pattern): .pattern(pattern)
        case .label(let label): .label(label)
        }
    }

    init(_ target: Grant.Target) {
        switch target {
        case .device(let name): self = .device(name)
        case .pattern(let pattern): self = .pattern(pattern)
        case .label(let label): self = .label(label)
        }
    }
}

extension GrantRecord {
    init(_ grant: Grant) throws {
        guard let id = WireGrantID(number: grant.id.value) else {
            throw Refusal(.storage, "the registry has a grant with the number \(grant.id)")
        }
        self.init(
            id: id, to: GrantSubject(grant.subject), target: GrantTarget(grant.target), services: grant.services,
            created: grant.created, createdBy: grant.createdBy, until: grant.until, ended: grant.ended)
    }
}
