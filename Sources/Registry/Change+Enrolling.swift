import GRDB
import TunnelModel

extension Change {
    /// The token of a request, unless something about it forbids any enrollment.
    func usableToken(_ request: Enrolling) throws -> Token {
        guard let token = try TokenRows.one(db, request.token) else {
            throw RegistryError.enrollment(.unknownToken)
        }
        guard token.revoked == nil else { throw RegistryError.enrollment(.revokedToken) }
        guard time < token.expires else { throw RegistryError.enrollment(.expired(token.expires)) }
        if let range = token.from, !range.contains(request.from?.text ?? "") {
            throw RegistryError.enrollment(.wrongPlace(request.from?.text ?? "an unknown address"))
        }
        return token
    }

    /// Whom this token enrolled with this key before; throws when that key does not hold any more.
    func memberEnrolled(by token: Token, _ key: PublicKey) throws -> Enrolled.Member? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT e.device_id, e.operator_id, k.retired FROM enrollments e
                JOIN keys k ON k.fingerprint = e.fingerprint WHERE e.token_id = ? AND e.fingerprint = ?
                """)
        let arguments: StatementArguments = [token.id.value, key.fingerprint.databaseValue]
        guard let row = try Row.fetchOne(statement, arguments: arguments) else { return nil }
        let isRetired = row.timeIfPresent(2) != nil
        if let id = row[0] as Int64? {
            let device = try device(DeviceID(id))
            guard !isRetired, device.state != .revoked else {
                throw RegistryError.enrollment(.shutOut(device.name.text))
            }
            return .device(device)
        }
        let person = try `operator`(row.id(1))
        guard !isRetired, person.state != .revoked else {
            throw RegistryError.enrollment(.shutOut(person.name.text))
        }
        return .operator(person)
    }

    /// Registers the key under the name that the token gives.
    func enroll(_ request: Enrolling, _ token: Token) throws -> Enrolled.Member {
        switch token.order.naming {
        case .operator(let name): return .operator(try enroll(operator: name, request, token))
        case .device(let name): return .device(try enroll(device: name, request, token))
        case .devices(let template):
            let name = try template.isCounting ? freeName(template) : hostName(template, request.host)
            return .device(try enroll(device: name, request, token))
        }
    }

    private func enroll(device name: DeviceName, _ request: Enrolling, _ token: Token) throws -> Device {
        let state: DeviceState = token.order.accepts ? .accepted : .pending
        var verb = AuditVerb.deviceEnrolled
        let id: DeviceID
        if let (old, standing) = try deviceRow(name) {
            guard standing != .revoked || token.order.replaces else {
                throw RegistryError.enrollment(.revokedName(name.text))
            }
            if try hasKey(old) {
                guard token.order.replaces else { throw RegistryError.enrollment(.takenName(name.text)) }
                verb = .deviceReplaced
            }
            id = old
            try retireKeys(of: id)
            try forgetBoots(of: id)
            try run("UPDATE devices SET boot_id = NULL, machine_id = NULL, version = NULL WHERE id = ?", [id.value])
            try setState(state, of: id)
        } else {
            id = try insertDevice(name, state)
        }
        try add(request.key, device: id)
        for label in token.order.labels { try set(label, on: id) }
        try run(
            "UPDATE devices SET facts = ?, last_from = ? WHERE id = ?",
            [request.facts.column, request.from?.text, id.value])
        try note(request, token, device: id, operator: nil)
        let words = "\(request.key.fingerprint), \(state.rawValue)\(request.from.map { ", from \($0)" } ?? "")"
        try audit(verb, device: name, words)
        return try device(id)
    }

    private func enroll(operator name: OperatorName, _ request: Enrolling, _ token: Token) throws -> Operator {
        let id: OperatorID
        if let old = try OperatorRows.one(db, name) {
            guard token.order.replaces else { throw RegistryError.enrollment(.takenName(name.text)) }
            id = old.id
            try retireKeys(of: id)
            try run("UPDATE operators SET state = 'accepted' WHERE id = ?", [id.value])
            if !token.order.groups.isEmpty { try setGroups(token.order.groups, of: id) }
        } else {
            id = try insertOperator(name, groups: token.order.groups)
        }
        try add(request.key, operator: id)
        try run("UPDATE operators SET last_from = ? WHERE id = ?", [request.from?.text, id.value])
        try note(request, token, device: nil, operator: id)
        try audit(
            .operatorEnrolled, operator: name,
            "\(request.key.fingerprint)\(request.from.map { ", from \($0)" } ?? "")")
        return try `operator`(id)
    }

    private func note(_ request: Enrolling, _ token: Token, device: DeviceID?, operator: OperatorID?) throws {
        try run(
            """
            INSERT INTO enrollments (token_id, fingerprint, device_id, operator_id, time, source)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                token.id.value, request.key.fingerprint.databaseValue, device?.value, `operator`?.value,
                time.secondsSince1970, request.from?.text,
            ])
    }

    /// The next name of a counting template that nobody has. The count goes on over all tokens with the template.
    private func freeName(_ template: NameTemplate) throws -> DeviceName {
        let counter = try db.cachedStatement(sql: "SELECT next FROM name_counters WHERE template = ?")
        var number = try Int.fetchOne(counter, arguments: [template.text]) ?? 1
        while true {
            let name: DeviceName
            do {
                name = try template.name(String(number))
            } catch {
                throw RegistryError.enrollment(.badName("the template \(template) gives no more names"))
            }
            number += 1
            guard try deviceRow(name) == nil else { continue }
            try run("INSERT OR REPLACE INTO name_counters (template, next) VALUES (?, ?)", [template.text, number])
            return name
        }
    }

    private func hostName(_ template: NameTemplate, _ host: PlainText?) throws -> DeviceName {
        do {
            return try template.name(host?.text ?? "")
        } catch {
            throw RegistryError.enrollment(.badName(error.description))
        }
    }
}
