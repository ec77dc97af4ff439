import GRDB
import TunnelModel

extension Change {
    /// A token for a name that it could never give is refused when it is made, not when the device stands in the field.
    func requireFreeName(_ order: TokenOrder) throws {
        guard !order.replaces else { return }
        switch order.naming {
        case .device(let name):
            guard let (id, _) = try deviceRow(name) else { return }
            if try hasKey(id) { throw RegistryError.taken(kind: "device", name: name.text) }
        case .operator(let name):
            if try OperatorRows.one(db, name) != nil { throw RegistryError.taken(kind: "operator", name: name.text) }
        case .devices: break
        }
    }

    /// Whether a device ever had a key; one without is a reserved name.
    func hasKey(_ id: DeviceID) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM keys WHERE device_id = ?)")
        return try Bool.fetchOne(statement, arguments: [id.value]) ?? false
    }

    func insertToken(_ order: TokenOrder) throws -> TokenID {
        var name: String?
        var template: String?
        var role = KeyRole.device
        switch order.naming {
        case .device(let device): name = device.text
        case .devices(let names): template = names.text
        case .operator(let person):
            name = person.text
            role = .operator
        }
        try run(
            """
            INSERT INTO tokens (role, name, template, uses, uses_left, expires, labels, services, groups, replaces,
                accepts, source, created, created_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                role.rawValue, name, template, order.uses, order.uses, order.expires.secondsSince1970,
                try order.labels.jsonText(), try order.services.jsonText(), try order.groups.jsonText(),
                order.replaces, order.accepts, order.from?.text, time.secondsSince1970, actor.text,
            ])
        return TokenID(db.lastInsertedRowID)
    }

    /// Shuts out whoever lives by a key that a token enrolled; who has another key by now stays.
    func revokeEnrolled(by token: TokenID) throws -> (devices: [Device], operators: [Operator]) {
        let living = """
            FROM enrollments e JOIN keys k ON k.fingerprint = e.fingerprint AND k.retired IS NULL
            WHERE e.token_id = ?
            """
        var devices: [Device] = []
        for id in try Int64.fetchAll(
            db, sql: "SELECT e.device_id \(living) AND e.device_id IS NOT NULL", arguments: [token.value])
        {
            let device = try device(DeviceID(id))
            guard device.state != .revoked else { continue }
            try setState(.revoked, of: device.id)
            try audit(.deviceRevoked, device: device.name, "with token \(token), was \(device.state.rawValue)")
            devices.append(try self.device(device.id))
        }
        var operators: [Operator] = []
        for id in try Int64.fetchAll(
            db, sql: "SELECT e.operator_id \(living) AND e.operator_id IS NOT NULL", arguments: [token.value])
        {
            let person = try `operator`(OperatorID(id))
            guard person.state != .revoked else { continue }
            try run("UPDATE operators SET state = 'revoked' WHERE id = ?", [id])
            try audit(.operatorRevoked, operator: person.name, "with token \(token)")
            operators.append(try `operator`(person.id))
        }
        return (devices, operators)
    }
}
