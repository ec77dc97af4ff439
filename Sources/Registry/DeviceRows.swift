import Foundation
import GRDB
import TunnelModel

/// Devices in the order of their numbers, each put together from four tables that are walked side by side.
///
/// Reading so costs one pass over each table, where a look into three tables per device would cost several.
struct DeviceRows {
    static let columns = """
        d.id, d.name, d.address, d.state, d.version, d.facts, d.boot_id, d.machine_id, d.created, d.last_seen,
        d.last_from, d.ended, d.clone_since
        """
    private static let keySQL =
        "SELECT device_id, key FROM keys WHERE device_id IS NOT NULL AND retired IS NULL ORDER BY device_id"
    private static let labelSQL = "SELECT device_id, key, value FROM labels ORDER BY device_id, key"
    private static let serviceSQL =
        "SELECT device_id, name, host, target_port, port, announced FROM services ORDER BY device_id, name"

    private let devices: RowCursor
    private var keys: SideRows
    private var labels: SideRows
    private var services: SideRows

    init(_ db: Database, _ filter: DeviceFilter = DeviceFilter()) throws {
        let (condition, arguments) = filter.condition
        devices = try Row.fetchCursor(
            db, sql: "SELECT \(Self.columns) FROM devices d WHERE \(condition) ORDER BY d.id", arguments: arguments)
        keys = try SideRows(db, Self.keySQL)
        labels = try SideRows(db, Self.labelSQL)
        services = try SideRows(db, Self.serviceSQL)
    }

    /// The next device; nil after the last.
    mutating func next() throws -> Device? {
        guard let row = try devices.next() else { return nil }
        var device = try Self.device(row)
        try keys.forEach(of: device.id) { device.key = PublicKey(blob: [UInt8]($0[1] as Data)) }
        try labels.forEach(of: device.id) { device.labels.append(try Self.label($0, 1)) }
        try services.forEach(of: device.id) { device.services.append(try Self.service($0, 1)) }
        return device
    }

    /// A few devices by look-ups, in the order of their names.
    static func few(_ db: Database, _ filter: DeviceFilter) throws -> [Device] {
        let (condition, arguments) = filter.condition
        let sql = "SELECT \(columns) FROM devices d WHERE \(condition) ORDER BY d.name LIMIT ?"
        var found: [Device] = []
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments + [filter.limit ?? -1])
        while let row = try rows.next() { found.append(try complete(db, device(row))) }
        return found
    }

    /// One device by its number.
    static func one(_ db: Database, _ id: DeviceID) throws -> Device? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM devices d WHERE d.id = ?")
        return try Row.fetchOne(statement, arguments: [id.value]).map { try complete(db, device($0)) }
    }

    /// One device by its name.
    static func one(_ db: Database, _ name: DeviceName) throws -> Device? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM devices d WHERE d.name = ?")
        return try Row.fetchOne(statement, arguments: [name.text]).map { try complete(db, device($0)) }
    }

    /// The services of one device, in order of name.
    static func services(_ db: Database, of id: DeviceID) throws -> [Service] {
        let sql = "SELECT name, host, target_port, port, announced FROM services WHERE device_id = ? ORDER BY name"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id.value]).map { try service($0, 0) }
    }

    /// The labels of one device, in order of key.
    static func labels(_ db: Database, of id: DeviceID) throws -> [Label] {
        let sql = "SELECT key, value FROM labels WHERE device_id = ? ORDER BY key"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id.value]).map { try label($0, 0) }
    }

    private static func complete(_ db: Database, _ device: Device) throws -> Device {
        var device = device
        let sql = "SELECT key FROM keys WHERE device_id = ? AND retired IS NULL"
        let blob = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [device.id.value])
        device.key = blob.flatMap { PublicKey(blob: [UInt8]($0)) }
        device.labels = try labels(db, of: device.id)
        device.services = try services(db, of: device.id)
        return device
    }

    private static func device(_ row: Row) throws -> Device {
        Device(
            id: row.id(0), name: try row.value(1), address: try DeviceAddress(index: row[2]),
            state: try row.choice(3), key: nil, labels: [], services: [],
            facts: try (row[5] as String?).map { try MachineFacts(column: $0) } ?? .none,
            version: try row.valueIfPresent(4),
            bootID: try row.valueIfPresent(6), machineID: try row.valueIfPresent(7), created: row.time(8),
            lastSeen: row.timeIfPresent(9), from: try row.valueIfPresent(10), ended: try row.valueIfPresent(11),
            cloneSince: row.timeIfPresent(12))
    }

    private static func label(_ row: Row, _ first: Int) throws -> Label {
        let value: String = row[first + 1]
        return try Label(key: row[first], value: value.isEmpty ? nil : value)
    }

    private static func service(_ row: Row, _ first: Int) throws -> Service {
        let target = ServiceTarget(
            name: try row.value(first), host: try row.value(first + 1), port: row[first + 2])
        return Service(target: target, port: row[first + 3], isAnnounced: row[first + 4])
    }
}
