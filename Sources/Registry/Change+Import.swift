import GRDB
import TunnelModel

extension Change {
    func write(_ line: TransferLine.DeviceLine) throws {
        guard try deviceRow(line.name) == nil else { throw RegistryError.taken(kind: "device", name: line.name.text) }
        if let address = line.address {
            let holder = try db.cachedStatement(sql: "SELECT name FROM devices WHERE address = ?")
            if let name = try String.fetchOne(holder, arguments: [address.index]) {
                throw RegistryError.invalid("the address \(address) belongs to '\(name)'")
            }
        }
        let id = try insertDevice(line.name, line.state ?? .accepted, address: line.address)
        if let text = line.key { try add(importedKey(text), device: id) }
        for text in line.retiredKeys ?? [] { try addRetired(importedKey(text), device: id) }
        for label in line.labels ?? [] { try set(label, on: id) }
        try writeServices(line.services ?? [], of: id)
        try run(
            """
            UPDATE devices SET version = ?, facts = ?, boot_id = ?, machine_id = ?, created = ?, last_seen = ?,
                last_from = ?, ended = ?
            WHERE id = ?
            """,
            [
                line.version?.text, line.facts?.column, line.bootID?.text, line.machineID?.text,
                (line.created ?? time).secondsSince1970, line.lastSeen?.secondsSince1970, line.from?.text,
                line.ended?.text, id.value,
            ])
    }

    private func writeServices(_ lines: [TransferLine.ServiceLine], of id: DeviceID) throws {
        guard lines.count <= Registry.maximumServicesEver else {
            throw RegistryError.limit("a device has at most \(Registry.maximumServicesEver) services")
        }
        // Ports that are given go first, so that none is chosen that a later line asks for.
        var taken = Set(lines.compactMap(\.at))
        for line in lines {
            let target = ServiceTarget(name: line.name, host: line.host, port: line.port)
            guard let port = line.at ?? PortChoice.port(forTarget: line.port, taken: taken) else {
                throw RegistryError.limit("no port is left for \(line.name)")
            }
            taken.insert(port)
            try insert(Service(target: target, port: port, isAnnounced: line.announced ?? true), of: id)
        }
    }

    func write(_ line: TransferLine.OperatorLine) throws {
        if try OperatorRows.one(db, line.name) != nil {
            throw RegistryError.taken(kind: "operator", name: line.name.text)
        }
        let id = try insertOperator(line.name, groups: line.groups ?? [])
        for text in line.keys ?? [] { try add(importedKey(text), operator: id) }
        try run(
            "UPDATE operators SET state = ?, created = ? WHERE id = ?",
            [(line.state ?? .accepted).rawValue, (line.created ?? time).secondsSince1970, id.value])
    }

    func write(_ line: TransferLine.GrantLine) throws {
        let subject: Grant.Subject
        switch (line.operator, line.group) {
        case (let name?, nil): subject = .operator(name)
        case (nil, let name?): subject = .group(name)
        default: throw RegistryError.invalid("a grant has an operator or a group")
        }
        let target: Grant.Target
        switch (line.device, line.pattern, line.label) {
        case (let name?, nil, nil): target = .device(name)
        case (nil, let pattern?, nil): target = .pattern(pattern)
        case (nil, nil, let label?): target = .label(label)
        default: throw RegistryError.invalid("a grant has a device, a pattern or a label")
        }
        _ = try insertGrant(subject, target, line.services ?? [], until: line.until)
    }

    private func importedKey(_ text: String) throws -> PublicKey {
        guard let key = PublicKey(text: text) else {
            throw RegistryError.invalid("'\(PlainText(cleaning: text))' is no public key")
        }
        try requireNew(key)
        return key
    }
}
