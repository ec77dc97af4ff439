import Foundation
import GRDB
import TunnelModel

/// Tokens, put together from their tables.
enum TokenRows {
    private static let columns = """
        id, role, name, template, uses, uses_left, expires, labels, services, groups, replaces, accepts, source,
        created, created_by, revoked
        """

    static func one(_ db: Database, _ id: TokenID) throws -> Token? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM tokens WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.value]).map { try token($0) }
    }

    /// All tokens, with whom they enrolled.
    static func all(_ db: Database) throws -> [Token] {
        try Row.fetchAll(db, sql: "SELECT \(columns) FROM tokens ORDER BY id").map { row in
            var found = try token(row)
            found.enrolled = try enrolled(db, by: found.id)
            return found
        }
    }

    /// Whom a token enrolled, in order of time.
    static func enrolled(_ db: Database, by id: TokenID) throws -> [Token.Enrolled] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT coalesce(d.name, o.name), k.key, e.time, e.source
                FROM enrollments e JOIN keys k ON k.fingerprint = e.fingerprint
                LEFT JOIN devices d ON d.id = e.device_id LEFT JOIN operators o ON o.id = e.operator_id
                WHERE e.token_id = ? ORDER BY e.time, k.fingerprint
                """)
        return try Row.fetchAll(statement, arguments: [id.value]).map { row in
            let key = PublicKey(blob: [UInt8](row[1] as Data))
            return Token.Enrolled(
                name: row[0], fingerprint: key?.fingerprint.description ?? "", time: row.time(2),
                from: try row.valueIfPresent(3))
        }
    }

    private static func token(_ row: Row) throws -> Token {
        let order = TokenOrder(
            naming: try naming(row), uses: row[4], expires: row.time(6), labels: try row.json(7),
            services: try row.json(8), groups: try row.json(9), replaces: row[10], accepts: row[11],
            from: try row.valueIfPresent(12))
        return Token(
            id: row.id(0), order: order, usesLeft: row[5], created: row.time(13), createdBy: try row.value(14),
            revoked: row.timeIfPresent(15), enrolled: [])
    }

    private static func naming(_ row: Row) throws -> TokenOrder.Naming {
        if let template: NameTemplate = try row.valueIfPresent(3) { return .devices(template) }
        let role: KeyRole = try row.choice(1)
        return role == .operator ? .operator(try row.value(2)) : .device(try row.value(2))
    }
}
