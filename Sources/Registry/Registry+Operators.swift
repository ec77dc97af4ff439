import GRDB
package import TunnelModel

extension Registry {
    /// All operators, or those of a group, in the order of their names.
    package func operators(in group: GroupName? = nil) throws(RegistryError) -> [Operator] {
        try read { db in
            let condition = group == nil ? "1" : "id IN (SELECT operator_id FROM memberships WHERE name = ?)"
            let sql = "SELECT \(OperatorRows.columns) FROM operators WHERE \(condition) ORDER BY name"
            let rows = try Row.fetchAll(db, sql: sql, arguments: group.map { [$0.text] } ?? [])
            return try rows.map { try OperatorRows.complete(db, $0) }
        }
    }

    /// One operator by name; nil when there is none.
    package func `operator`(named name: OperatorName) throws(RegistryError) -> Operator? {
        try read { try OperatorRows.one($0, name) }
    }

    /// One operator by number; nil when there is none.
    package func `operator`(_ id: OperatorID) throws(RegistryError) -> Operator? {
        try read { try OperatorRows.one($0, id) }
    }

    /// Adds an operator with a key. Throws when the name is taken or the key known.
    package func addOperator(
        _ name: OperatorName, key: PublicKey, groups: [GroupName] = [], by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Operator {
        try change(by: actor, at: time) { change in
            guard try OperatorRows.one(change.db, name) == nil else {
                throw RegistryError.taken(kind: "operator", name: name.text)
            }
            try change.requireNew(key)
            let id = try change.insertOperator(name, groups: groups)
            try change.add(key, operator: id)
            try change.audit(.operatorAdded, operator: name, key.fingerprint.description)
            return try change.operator(id)
        }
    }

    /// Gives an operator one more key, for another machine.
    package func addKey(
        _ key: PublicKey, to name: OperatorName, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Operator {
        try change(by: actor, at: time) { change in
            let found = try change.requireOperator(name)
            try change.requireNew(key)
            try change.add(key, operator: found.id)
            try change.audit(.operatorAdded, operator: name, "another key, \(key.fingerprint)")
            return try change.operator(found.id)
        }
    }

    /// Puts an operator into exactly these groups.
    package func setGroups(
        _ groups: [GroupName], of name: OperatorName, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Operator {
        try change(by: actor, at: time) { change in
            let found = try change.requireOperator(name)
            try change.setGroups(groups, of: found.id)
            let words = groups.isEmpty ? "none" : groups.map(\.text).joined(separator: " ")
            try change.audit(.operatorGrouped, operator: name, words)
            return try change.operator(found.id)
        }
    }

    /// Shuts an operator out. The name and the keys stay taken. The keeper ends its sessions.
    package func revokeOperator(
        _ name: OperatorName, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Operator {
        try change(by: actor, at: time) { change in
            let found = try change.requireOperator(name)
            if found.state != .revoked {
                try change.run("UPDATE operators SET state = 'revoked' WHERE id = ?", [found.id.value])
                try change.audit(.operatorRevoked, operator: name)
            }
            return try change.operator(found.id)
        }
    }
}
