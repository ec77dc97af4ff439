import GRDB
import TunnelModel

extension Change {
    func insertGrant(
        _ subject: Grant.Subject, _ target: Grant.Target, _ services: [ServiceName], until: UTCTime?
    ) throws -> GrantID {
        var owner: OperatorID?
        var group: GroupName?
        switch subject {
        case .operator(let name): owner = try requireOperator(name).id
        case .group(let name): group = name
        }
        var target = target
        if case .pattern(let pattern) = target, pattern.isExact, let name = try? DeviceName(pattern.text) {
            target = .device(name)
        }
        let (kind, text) = target.columns
        try run(
            """
            INSERT INTO grants (operator_id, group_name, kind, target, until, created, created_by)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                owner?.value, group?.text, kind, text, until?.secondsSince1970, time.secondsSince1970, actor.text,
            ])
        let id = GrantID(db.lastInsertedRowID)
        for service in Set(services) {
            try run("INSERT INTO grant_services (grant_id, name) VALUES (?, ?)", [id.value, service.text])
        }
        if case .pattern(let pattern) = target { try keepMatches(of: pattern) }
        return id
    }

    /// Writes down which devices a new pattern matches.
    private func keepMatches(of pattern: NamePattern) throws {
        try run("INSERT OR IGNORE INTO patterns (text) VALUES (?)", [pattern.text])
        guard db.changesCount > 0 else { return }
        try run(
            "INSERT INTO pattern_devices (pattern_id, device_id) SELECT ?, id FROM devices WHERE name GLOB ?",
            [db.lastInsertedRowID, pattern.text])
    }

    /// Marks a grant as over, tells who had it, and forgets a pattern that nothing uses any more.
    func end(_ grant: Grant, _ words: String) throws -> EndedGrant {
        try run("UPDATE grants SET ended = ? WHERE id = ?", [time.secondsSince1970, grant.id.value])
        if case .pattern(let pattern) = grant.target { try forgetIfUnused(pattern) }
        var owner: OperatorName?
        var ids: [Int64] = []
        switch grant.subject {
        case .operator(let name):
            owner = name
            ids = [try requireOperator(name).id.value]
        case .group(let name):
            let statement = try db.cachedStatement(sql: "SELECT operator_id FROM memberships WHERE name = ?")
            ids = try Int64.fetchAll(statement, arguments: [name.text])
        }
        try audit(.grantEnded, operator: owner, "\(grant.id): \(words): \(grant.words)")
        var ended = grant
        ended.ended = time
        return EndedGrant(grant: ended, operators: ids.map { OperatorID($0) })
    }

    private func forgetIfUnused(_ pattern: NamePattern) throws {
        let unused = """
            (SELECT id FROM patterns WHERE text = ?1 AND NOT EXISTS
                (SELECT 1 FROM grants WHERE kind = 'pattern' AND target = ?1 AND ended IS NULL))
            """
        try run("DELETE FROM pattern_devices WHERE pattern_id = \(unused)", [pattern.text])
        try run("DELETE FROM patterns WHERE id = \(unused)", [pattern.text])
    }
}
