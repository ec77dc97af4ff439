import Foundation
import GRDB
import StrictJSON
package import TunnelModel

extension Registry {
    /// Writes devices, operators, grants that hold and settings as lines of JSON, without newlines, one at a time.
    ///
    /// All lines are of one moment. Tokens, sessions, the audit and host keys are left out: for those there is a backup.
    package func export(at time: UTCTime, to write: ([UInt8]) throws -> Void) throws(RegistryError) {
        try read { db in
            var count = 0
            func put(_ line: TransferLine) throws {
                try write(StrictEncoder(limits: .document).encode(line))
                count += 1
            }
            try put(TransferLine(registry: .init(exported: time)))
            let retired = try Self.retiredKeys(db)
            var devices = try DeviceRows(db)
            while let device = try devices.next() {
                try put(TransferLine(device: .init(device, retired: retired[device.id.value])))
            }
            for row in try Row.fetchAll(db, sql: "SELECT \(OperatorRows.columns) FROM operators ORDER BY id") {
                try put(TransferLine(operator: .init(OperatorRows.complete(db, row))))
            }
            let holds = "g.ended IS NULL AND (g.until IS NULL OR g.until > ?)"
            for grant in try GrantRows.all(db, where: holds, [time.secondsSince1970]) {
                try put(TransferLine(grant: .init(grant)))
            }
            for row in try Row.fetchAll(db, sql: "SELECT name, value FROM settings ORDER BY name") {
                try put(TransferLine(setting: .init(name: row.choice(0), value: row[1])))
            }
            try put(TransferLine(end: .init(lines: count - 1)))
        }
    }

    private static func retiredKeys(_ db: Database) throws -> [Int64: [String]] {
        var keys: [Int64: [String]] = [:]
        let sql = "SELECT device_id, key FROM keys WHERE retired IS NOT NULL AND device_id IS NOT NULL"
        for row in try Row.fetchAll(db, sql: sql) {
            guard let key = PublicKey(blob: [UInt8](row[1] as Data)) else { continue }
            keys[row[0], default: []].append(key.description)
        }
        return keys
    }
}

extension TransferLine.DeviceLine {
    init(_ device: Device, retired: [String]?) {
        self.init(
            name: device.name, address: device.address, state: device.state, key: device.key?.description,
            retiredKeys: retired, labels: device.labels.isEmpty ? nil : device.labels,
            services: device.services.isEmpty ? nil : device.services.map { .init($0) },
            facts: device.facts.facts.isEmpty ? nil : device.facts, version: device.version, bootID: device.bootID,
            machineID: device.machineID, created: device.created, lastSeen: device.lastSeen, from: device.from,
            ended: device.ended)
    }
}

extension TransferLine.ServiceLine {
    init(_ service: Service) {
        self.init(
            name: service.target.name, host: service.target.host, port: service.target.port, at: service.port,
            announced: service.isAnnounced ? nil : false)
    }
}

extension TransferLine.OperatorLine {
    init(_ person: Operator) {
        self.init(
            name: person.name, state: person.state, groups: person.groups.isEmpty ? nil : person.groups,
            keys: person.keys.map(\.description), created: person.created)
    }
}

extension TransferLine.GrantLine {
    init(_ grant: Grant) {
        self.init(services: grant.services.isEmpty ? nil : grant.services, until: grant.until)
        switch grant.subject {
        case .operator(let name): `operator` = name
        case .group(let name): group = name
        }
        switch grant.target {
        case .device(let name): device = name
        case .pattern(let text): pattern = text
        case .label(let text): label = text
        }
    }
}
