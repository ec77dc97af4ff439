import Foundation
import GRDB
import TunnelModel

/// Operators, put together from their tables.
enum OperatorRows {
    static let columns = "id, name, state, created, last_seen, last_from"

    static func one(_ db: Database, _ name: OperatorName) throws -> Operator? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM operators WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [name.text]).map { try complete(db, $0) }
    }

    static func one(_ db: Database, _ id: OperatorID) throws -> Operator? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM operators WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.value]).map { try complete(db, $0) }
    }

    /// Adds groups and keys to a row of ``columns``.
    static func complete(_ db: Database, _ row: Row) throws -> Operator {
        let id: OperatorID = row.id(0)
        let keys = try db.cachedStatement(
            sql: "SELECT key FROM keys WHERE operator_id = ? AND retired IS NULL ORDER BY created, fingerprint")
        return Operator(
            id: id, name: try row.value(1), state: try row.choice(2), groups: try groups(db, of: id),
            keys: try Data.fetchAll(keys, arguments: [id.value]).compactMap { PublicKey(blob: [UInt8]($0)) },
            created: row.time(3), lastSeen: row.timeIfPresent(4), from: try row.valueIfPresent(5))
    }

    /// The groups of an operator, in order.
    static func groups(_ db: Database, of id: OperatorID) throws -> [GroupName] {
        let sql = "SELECT name FROM memberships WHERE operator_id = ? ORDER BY name"
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [id.value]).map { try GroupName($0) }
    }
}

extension Change {
    func requireOperator(_ name: OperatorName) throws -> Operator {
        guard let found = try OperatorRows.one(db, name) else {
            throw RegistryError.unknown(kind: "operator", name: name.text)
        }
        return found
    }

    func `operator`(_ id: OperatorID) throws -> Operator {
        guard let found = try OperatorRows.one(db, id) else {
            throw RegistryError.unknown(kind: "operator", name: "number \(id)")
        }
        return found
    }

    func insertOperator(_ name: OperatorName, groups: [GroupName]) throws -> OperatorID {
        try run(
            "INSERT INTO operators (name, state, created) VALUES (?, 'accepted', ?)",
            [name.text, time.secondsSince1970])
        let id = OperatorID(db.lastInsertedRowID)
        try setGroups(groups, of: id)
        return id
    }

    func setGroups(_ groups: [GroupName], of id: OperatorID) throws {
        try run("DELETE FROM memberships WHERE operator_id = ?", [id.value])
        for group in Set(groups) {
            try run("INSERT INTO memberships (operator_id, name) VALUES (?, ?)", [id.value, group.text])
        }
    }
}
