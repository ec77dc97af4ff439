import GRDB
package import TunnelModel

extension Registry {
    /// Permits an operator or a group services on devices; no service named permits all of them.
    ///
    /// A device named need not exist yet. Throws for an unknown operator and for an end that has passed.
    package func addGrant(
        _ subject: Grant.Subject, on target: Grant.Target, services: [ServiceName] = [], until: UTCTime? = nil,
        by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Grant {
        try change(by: actor, at: time) { change in
            if let until, until <= time { throw RegistryError.invalid("the grant would be over at once: \(until)") }
            let id = try change.insertGrant(subject, target, services, until: until)
            guard let grant = try GrantRows.all(change.db, where: "g.id = ?", [id.value]).first else {
                throw RegistryError.unknown(kind: "grant", name: "\(id)")
            }
            var owner: OperatorName?
            if case .operator(let name) = subject { owner = name }
            try change.audit(.grantAdded, operator: owner, "\(id): \(grant.words)")
            return grant
        }
    }

    /// Grants in the order in which they were given: those that hold, or all there ever were; of everybody, or one.
    package func grants(
        of subject: Grant.Subject? = nil, everGiven: Bool = false, at time: UTCTime
    ) throws(RegistryError) -> [Grant] {
        try read { db in
            var condition = everGiven ? "1" : "g.ended IS NULL AND (g.until IS NULL OR g.until > ?)"
            var arguments: StatementArguments = everGiven ? [] : [time.secondsSince1970]
            switch subject {
            case .operator(let name):
                condition += " AND o.name = ?"
                arguments += [name.text]
            case .group(let name):
                condition += " AND g.group_name = ?"
                arguments += [name.text]
            case nil: break
            }
            return try GrantRows.all(db, where: condition, arguments)
        }
    }

    /// How many devices a target means now, so that a slip in a pattern shows at once.
    package func count(of target: Grant.Target) throws(RegistryError) -> Int {
        var filter = DeviceFilter()
        switch target {
        case .device(let name): filter.names = NamePattern(exactly: name)
        case .pattern(let pattern): filter.names = pattern
        case .label(let label): filter.labels = [label]
        }
        let (condition, arguments) = filter.condition
        return try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM devices d WHERE \(condition)", arguments: arguments) ?? 0
        }
    }

    /// Ends a grant now. The keeper then ends the sessions that lived by it.
    package func endGrant(_ id: GrantID, by actor: PlainText, at time: UTCTime) throws(RegistryError) -> EndedGrant {
        try change(by: actor, at: time) { change in
            let found = try GrantRows.all(change.db, where: "g.id = ? AND g.ended IS NULL", [id.value]).first
            guard let grant = found else {
                throw RegistryError.unknown(kind: "grant that has not ended", name: "\(id)")
            }
            return try change.end(grant, "by hand")
        }
    }

    /// Notes the end of the grants whose time is over. The keeper then ends the sessions that lived by them.
    package func endPassedGrants(at time: UTCTime) throws(RegistryError) -> [EndedGrant] {
        try change(by: PlainText(cleaning: "keeper"), at: time) { change in
            let passed = try GrantRows.all(
                change.db, where: "g.ended IS NULL AND g.until IS NOT NULL AND g.until <= ?", [time.secondsSince1970])
            return try passed.map { try change.end($0, "its time is over") }
        }
    }

    /// When the next grant's time is over, noted ends left out; nil when none has an end.
    package func nextGrantEnd() throws(RegistryError) -> UTCTime? {
        try read { db in
            try Int64.fetchOne(db, sql: "SELECT min(until) FROM grants WHERE ended IS NULL AND until IS NOT NULL")
                .map { UTCTime(secondsSince1970: $0) }
        }
    }
}
