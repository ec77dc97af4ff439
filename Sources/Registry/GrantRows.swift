import GRDB
import TunnelModel

/// Grants, put together from their tables.
enum GrantRows {
    /// Grants that a condition on `grants g` takes, in the order in which they were given.
    static func all(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Grant] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT g.id, o.name, g.group_name, g.kind, g.target, g.until, g.created, g.created_by, g.ended
                FROM grants g LEFT JOIN operators o ON o.id = g.operator_id WHERE \(condition) ORDER BY g.id
                """)
        return try Row.fetchAll(statement, arguments: arguments).map { try grant(db, $0) }
    }

    /// The grants that hold for an operator and its groups.
    static func holding(_ db: Database, for id: OperatorID, at time: UTCTime) throws -> [Grant] {
        let holds = "g.ended IS NULL AND (g.until IS NULL OR g.until > ?)"
        let own = try all(db, where: "g.operator_id = ? AND \(holds)", [id.value, time.secondsSince1970])
        let groups = try OperatorRows.groups(db, of: id).flatMap {
            try all(db, where: "g.group_name = ? AND \(holds)", [$0.text, time.secondsSince1970])
        }
        return own + groups
    }

    private static func grant(_ db: Database, _ row: Row) throws -> Grant {
        let id: GrantID = row.id(0)
        let services = try db.cachedStatement(sql: "SELECT name FROM grant_services WHERE grant_id = ? ORDER BY name")
        let group: GroupName? = try row.valueIfPresent(2)
        return Grant(
            id: id, subject: try group.map { .group($0) } ?? .operator(row.value(1)), target: try target(row, 3),
            services: try String.fetchAll(services, arguments: [id.value]).map { try ServiceName($0) },
            until: row.timeIfPresent(5), created: row.time(6), createdBy: try row.value(7),
            ended: row.timeIfPresent(8))
    }

    private static func target(_ row: Row, _ first: Int) throws -> Grant.Target {
        let kind: String = row[first]
        switch kind {
        case "device": return .device(try row.value(first + 1))
        case "pattern": return .pattern(try row.value(first + 1))
        default: return .label(try row.value(first + 1))
        }
    }
}

extension Grant.Target {
    /// The word for it in the table, and its text.
    var columns: (kind: String, text: String) {
        switch self {
        case .device(let name): ("device", name.text)
        case .pattern(let pattern): ("pattern", pattern.text)
        case .label(let label): ("label", label.text)
        }
    }
}
